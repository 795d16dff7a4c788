package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.platform.Platform;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.shared.SharedPlatform;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.awaitility.core.ThrowingRunnable;

/** The clickstream pipeline under a steady stream of visitors, watched through kubectl, Kafka and Flink's REST API. */
final class ShopAtWork implements AutoCloseable {

    private static final Duration AT_MOST = Duration.ofMinutes(5);

    final Platform platform;
    final String namespace;
    final Kubectl kubectl;
    final PipelineView pipeline;
    final LedgerView ledger;
    final Shop shop;
    final Visitors visitors;
    final JobWatch jobs;

    private ShopAtWork(Platform platform, String purpose, Visitors.Day day, int round) {
        this.platform = platform;
        platform.operator();
        namespace = platform.controlPlane().freshNamespace(purpose);
        kubectl = new Kubectl(platform.controlPlane(), namespace);
        pipeline = new PipelineView(kubectl, Shop.PIPELINE);
        ledger = new LedgerView(platform.kafka(), kubectl, namespace, Shop.PIPELINE);
        shop = new Shop(platform, namespace, Visitors.partitions());
        visitors = Visitors.of(shop, day, round, 20);
        jobs = JobWatch.on(
                platform.flink().rest(namespace, Shop.PIPELINE), new FlinkProcesses(namespace, Shop.PIPELINE));
    }

    static ShopAtWork open(String purpose, int round) {
        return open(purpose, Visitors.Day.ORDINARY, round);
    }

    static ShopAtWork open(String purpose, Visitors.Day day, int round) {
        return new ShopAtWork(SharedPlatform.get(), purpose, day, round);
    }

    static ShopAtWork openOn(Platform ofItsOwn, String purpose, int round) {
        return openOn(ofItsOwn, purpose, Visitors.Day.ORDINARY, round);
    }

    static ShopAtWork openOn(Platform ofItsOwn, String purpose, Visitors.Day day, int round) {
        return new ShopAtWork(ofItsOwn, purpose, day, round);
    }

    String resource() {
        return shop.resource();
    }

    /** Waits until the revision of that number runs and the spec is in effect. */
    void runs(int revision) {
        eventually(() -> assertThat(pipeline.revision()).startsWith(revision + "-"));
        eventually(pipeline::isReady);
    }

    /** Until as many more came as come in that time. */
    void sees(Duration ofVisitors) {
        visitors.awaitMore(ofVisitors);
    }

    /** What the transactional ids of the live job begin with, or of a candidate. */
    String transactionalPrefix(String slot) {
        String uid = kubectl.pipeline(Shop.PIPELINE).at("/metadata/uid").asText();
        return "sp~" + uid.replace("-", "").substring(0, 8) + "~" + slot + "~";
    }

    /** How often the FlinkDeployment was edited. */
    long edits() {
        return kubectl.get("flinkdeployments", Shop.PIPELINE)
                .at("/metadata/generation")
                .asLong();
    }

    int savepoints() {
        return pipeline.status("/savepoints").size();
    }

    /** That something goes wrong with the revision of a number, which may yet have to come. */
    void misbehaves(String how, int revision) {
        kubectl.annotate("flinkdeployments", Shop.PIPELINE, "millrace.io/misbehave=" + how + "@" + revision);
    }

    /** Nothing goes wrong with it any more. */
    void behaves() {
        kubectl.annotate("flinkdeployments", Shop.PIPELINE, "millrace.io/misbehave-");
    }

    /**
     * The visitors go home, and every record has come to what it had to, once.
     *
     * @param noRows how many records there were besides that make no row and no dead letter: repeated or too late
     */
    void closesWithExactBooks(int noRows) {
        closesWithExactBooks(noRows, shop::output);
    }

    /** @param output what is to be looked at of it */
    void closesWithExactBooks(int noRows, Supplier<Expectation> output) {
        Expectation expected = visitors.goHome();
        eventually(() -> assertThat(output.get().rows()).hasSameSizeAs(expected.rows()));
        assertThat(output.get()).isEqualTo(expected);
        // Their bookings come with a checkpoint, and the last of the operator's looks before it was settled.
        eventually(() -> assertThat(total().place("clicks").of(Account.IN)).isEqualTo(visitors.sent() + noRows));
        eventually(() -> pipeline.hasCondition("LedgerBalanced", "True"));
        LedgerSum sum = ledger.latest().orElseThrow();
        assertThat(ledger.imbalances(sum)).isEmpty();
        assertThat(total().place(Books.sink("summary")).of(Account.OUT))
                .isEqualTo(expected.rows().size());
        assertThat(output.get()).as("after all is settled").isEqualTo(expected);
    }

    private Books total() {
        return ledger.latest().map(LedgerSum::total).orElse(Books.EMPTY);
    }

    Books books() {
        return total();
    }

    /** Samples of what a candidate has written in another way. */
    List<String> differences() {
        return shop.records(namespace + "." + Shop.PIPELINE + ".canary-diff").stream()
                .map(record -> new String(record.value(), StandardCharsets.UTF_8))
                .toList();
    }

    /** What happened since, of these kinds of events. */
    List<String> eventsOf(int since, List<String> reasons) {
        List<Kubectl.Event> all = kubectl.events(Shop.PIPELINE);
        return all.subList(since, all.size()).stream()
                .map(Kubectl.Event::reason)
                .filter(reasons::contains)
                .toList();
    }

    void delete() {
        kubectl.delete(Shop.PIPELINE);
        eventually(() -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                .as("the pipeline")
                .isFalse());
    }

    void eventually(ThrowingRunnable holds) {
        await("logs in " + platform.flink().logs())
                .atMost(AT_MOST)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(holds);
    }

    @Override
    public void close() {
        jobs.close();
        visitors.close();
        shop.close();
    }
}
