package io.millrace.scenarios;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;

/** What a candidate has left in Kubernetes, in Kafka and where state is kept, each by its kind and name. */
record CandidateTraces(ShopAtWork work) {

    private static final List<String> KINDS =
            List.of("flinkdeployments", "flinkstatesnapshots", "controllerrevisions", "configmaps");
    // The one that it began with is called by the pipeline and a moment; those of stops have more words.
    private static final String SNAPSHOT = ".*/" + Shop.PIPELINE + "-[0-9]+";

    List<String> all() {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                work.platform.kafka().bootstrapServers()))) {
            return Stream.of(inKubernetes(), topics(admin), groups(admin), openTransactions(admin), files())
                    .flatMap(traces -> traces)
                    .toList();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<String> inKubernetes() {
        return KINDS.stream()
                .flatMap(kind -> work.kubectl.names(kind).stream())
                .filter(name -> name.contains("-canary") || name.matches(SNAPSHOT));
    }

    private Stream<String> files() {
        String savepoint = work.pipeline.status("/rollout/savepoint").asText();
        if (savepoint.isEmpty()) {
            return Stream.of();
        }
        Path folder = Path.of(URI.create(savepoint)).resolveSibling("../canary").normalize();
        if (Files.notExists(folder)) {
            return Stream.of();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).map(file -> "file/" + folder.relativize(file)).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Stream<String> topics(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listTopics().names().get().stream()
                .filter(topic -> topic.contains(work.namespace + "."))
                .filter(topic -> topic.endsWith(".canary") || topic.endsWith(".canary-diff"))
                .map(topic -> "topic/" + topic);
    }

    private Stream<String> groups(Admin admin) throws InterruptedException, ExecutionException {
        return admin.listGroups().all().get().stream()
                .map(GroupListing::groupId)
                .filter(group -> group.contains("." + work.namespace + ".") && group.endsWith(".canary"))
                .map(group -> "group/" + group);
    }

    private Stream<String> openTransactions(Admin admin) throws InterruptedException, ExecutionException {
        ListTransactionsOptions open = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        return admin.listTransactions(open).all().get().stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> id.startsWith(work.transactionalPrefix("canary")))
                .map(id -> "transaction/" + id);
    }
}
