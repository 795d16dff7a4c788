package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.PipelineOutput;
import java.nio.file.Files;

/**
 * A pipeline saves itself by the clock and runs on, and another one begins from there: in a namespace of its own, with
 * topics of its own, on the same input.
 */
@BesideOthers
class RestoreElsewhereIT {

    private static final String COPY = "copy-of-a-savepoint";

    @EachRound
    void another_pipeline_goes_on_from_a_savepoint_and_the_first_one_does_not_notice(int round) {
        try (ShopAtWork work = ShopAtWork.open("lender", round)) {
            // given
            work.kubectl.apply(work.resource() + "  savepoints: {schedule: \"* * * * *\", keep: 2}\n");
            work.runs(1);
            long edits = work.edits();
            KeptSavepoint saved = scheduled(work);
            long cut = saved.checkpoint();

            // when
            Borrower borrower = new Borrower(work);
            borrower.copies(saved);
            work.kubectl.patch(Shop.PIPELINE, "{\"savepoints\": {\"keep\": 1}}");
            isDisposedOf(work, saved);

            // then
            work.closesWithExactBooks(0);
            Expectation due = work.shop.outputSince(cut);
            assertThat(due.rows()).as("rows from the savepoint on").isNotEmpty();
            assertThat(due.rows())
                    .as("all rows, some of them from before the savepoint")
                    .hasSizeLessThan(work.shop.output().rows().size());
            work.eventually(() -> assertThat(borrower.output()).isEqualTo(due));
            borrower.hasBalancedBooks();

            assertThat(work.jobs.jobs()).as("the first one's jobs").hasSize(1);
            assertThat(work.pipeline.status("/job/restarts").asInt()).isZero();
            assertThat(work.edits()).as("edits of the first one's job").isEqualTo(edits);
            TransactionLog transactions = new TransactionLog(work.platform.kafka());
            assertThat(transactions.commits(prefix(work.kubectl))).isPositive();
            assertThat(transactions.aborts(prefix(work.kubectl)))
                    .as("transactions of the first one that were aborted")
                    .isZero();
            borrower.delete();
            work.delete();
        }
    }

    private static KeptSavepoint scheduled(ShopAtWork work) {
        work.eventually(() -> assertThat(work.savepoints()).isPositive());
        KeptSavepoint saved = KeptSavepoint.of(work.pipeline.status("/savepoints/0"));
        assertThat(saved.cause()).isEqualTo("Schedule");
        assertThat(saved.folder()).isDirectory();
        work.eventually(() -> assertThat(work.kubectl.exists("configmaps", record(saved)))
                .as("its description")
                .isTrue());
        return saved;
    }

    /** The next one takes its place. */
    private static void isDisposedOf(ShopAtWork work, KeptSavepoint saved) {
        work.eventually(() -> {
            assertThat(work.pipeline.status("/savepoints").findValuesAsText("name"))
                    .hasSize(1)
                    .doesNotContain(saved.name());
            assertThat(Files.exists(saved.folder())).as("%s", saved.folder()).isFalse();
            assertThat(work.kubectl.exists("configmaps", record(saved))).isFalse();
        });
    }

    private static String record(KeptSavepoint saved) {
        return Shop.PIPELINE + "-savepoint-" + saved.name();
    }

    private static String prefix(Kubectl kubectl) {
        String uid = kubectl.pipeline(Shop.PIPELINE).at("/metadata/uid").asText();
        return "sp~" + uid.replace("-", "").substring(0, 8) + "~";
    }

    /** The pipeline that begins from the other one's savepoint. */
    private static final class Borrower {

        private final ShopAtWork lender;
        private final String namespace;
        private final Kubectl kubectl;
        private final PipelineView pipeline;

        Borrower(ShopAtWork lender) {
            this.lender = lender;
            this.namespace = lender.platform.controlPlane().freshNamespace("borrower");
            this.kubectl = new Kubectl(lender.platform.controlPlane(), namespace);
            this.pipeline = new PipelineView(kubectl, Shop.PIPELINE);
        }

        void copies(KeptSavepoint saved) {
            String description = lender.kubectl
                    .get("configmaps", record(saved))
                    .at("/data/savepoint.json")
                    .asText();
            kubectl.apply(resource());
            lender.eventually(
                    () -> pipeline.conditionSays("Progressing", "SavepointNotFound", "spec.restore.savepoint"));
            assertThat(kubectl.exists("flinkdeployments", Shop.PIPELINE)).isFalse();
            kubectl.createConfigMap(COPY, "savepoint.json", description);
            lender.eventually(pipeline::isReady);

            JsonNode job = kubectl.get("flinkdeployments", Shop.PIPELINE).at("/spec/job");
            assertThat(job.path("initialSavepointPath").asText())
                    .endsWith(saved.folder().getFileName().toString());
            assertThat(job.path("allowNonRestoredState").asBoolean()).isTrue();
            assertThat(pipeline.status("/savepoints").isMissingNode())
                    .as("the savepoint is not its own")
                    .isTrue();
        }

        private String resource() {
            return lender.resource()
                            .replace("namespace: " + lender.namespace + "\n", "namespace: " + namespace + "\n")
                            .replace(lender.shop.summaryTopic(), summaryTopic())
                    + "  restore: {savepoint: " + COPY + ", nonce: 1}\n";
        }

        private String summaryTopic() {
            return namespace + ".event_summary";
        }

        Expectation output() {
            return new PipelineOutput(lender.platform.kafka(), lender.platform.registry())
                    .read(summaryTopic(), "dlq." + namespace + "." + Shop.PIPELINE);
        }

        /** Of the first revision, which is all that it has: what it took over is in it, and no more. */
        void hasBalancedBooks() {
            LedgerView ledger = new LedgerView(lender.platform.kafka(), kubectl, namespace, Shop.PIPELINE);
            lender.eventually(() -> {
                LedgerSum sum = ledger.latest().orElseThrow();
                assertThat(sum.total().place("clicks").of(Account.IN))
                        .as("records, those of before the savepoint included")
                        .isEqualTo(lender.visitors.sent());
                assertThat(ledger.imbalances(sum)).isEmpty();
                pipeline.hasCondition("LedgerBalanced", "True");
            });
            Books own = ledger.latest().orElseThrow().sinceRevision();
            assertThat(own.place("clicks").of(Account.IN)).isLessThan(lender.visitors.sent());
            assertThat(own.place("per-type").of(Account.CLOSED))
                    .as("records in results, some of which the first one had put into its windows")
                    .isGreaterThan(own.place("per-type").of(Account.ASSIGNED));
            assertThat(own.place(Books.sink("summary")).of(Account.OUT))
                    .isEqualTo(output().rows().size());
        }

        void delete() {
            kubectl.delete(Shop.PIPELINE);
            lender.eventually(() -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                    .as("the pipeline")
                    .isFalse());
            assertThat(kubectl.exists("configmaps", COPY))
                    .as("what somebody put there")
                    .isTrue();
        }
    }
}
