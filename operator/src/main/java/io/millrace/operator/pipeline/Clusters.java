package io.millrace.operator.pipeline;

import io.millrace.operator.canary.Differences;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.transactions.Transactions;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The connections of the configuration, by name. */
public record Clusters(Map<String, Cluster> byName) {

    public Clusters {
        byName = Map.copyOf(byName);
    }

    Optional<Cluster> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** All others. */
    Stream<Cluster> without(Set<String> names) {
        return byName.entrySet().stream()
                .filter(cluster -> !names.contains(cluster.getKey()))
                .map(Map.Entry::getValue);
    }

    Topics topics(String cluster) {
        return find(cluster).map(Cluster::topics).orElseGet(() -> new Disconnected(unknown(cluster)));
    }

    Ledgers ledgers(String cluster) {
        return find(cluster).map(Cluster::ledgers).orElseThrow(() -> unknown(cluster));
    }

    Differences differences(String cluster) {
        return find(cluster).map(Cluster::differences).orElseThrow(() -> unknown(cluster));
    }

    Transactions transactions(String cluster) {
        return find(cluster).map(Cluster::transactions).orElseGet(() -> new Disconnected(unknown(cluster)));
    }

    Subjects subjects(String cluster) {
        return find(cluster).flatMap(Cluster::subjects).orElseThrow(() -> unknown(cluster));
    }

    // A connection can go from the configuration while a pipeline on it is deleted.
    private static SystemException unknown(String cluster) {
        return SystemException.refused(
                Reason.CLUSTER_UNKNOWN,
                "the operator's configuration has no connection named " + cluster
                        + ", or no registry for it; the administrator has to put it back",
                new IllegalStateException(cluster));
    }
}
