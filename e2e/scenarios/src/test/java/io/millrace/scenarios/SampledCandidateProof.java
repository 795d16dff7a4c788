package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Counts;
import org.junit.jupiter.api.Test;

/** Candidates that process a fifth of the keys: by the documented hash, of the four types those of carts and purchases. */
class SampledCandidateProof {

    private static final String KNOWN = "'remove_from_cart', 'purchase')";
    // Twelve of a hundred events are of carts and four of purchases.
    private static final double OUTSIDE = 0.84;

    @Test
    void are_judged_by_these_and_promoted_with_all() {
        try (ShopAtWork work = ShopAtWork.open("sample", 1)) {
            String spec = work.resource().stripTrailing()
                    + """

                      rollout:
                        strategy: Canary
                        compare: {minRecords: 6}
                        sample: {keys: "20%"}
                    """;
            work.kubectl.apply(spec);
            work.runs(1);

            // What goes wrong with one of these keys is found.
            work.kubectl.apply(spec.replace(KNOWN, "'remove_from_cart')"));
            comesTo(work, "2-", "Failed");
            assertThat(work.pipeline.status("/rollout/sinks/0/missing").asLong())
                    .as("purchases")
                    .isPositive();

            // The next edit takes its place, and nothing of the other keys is missed.
            work.kubectl.apply(spec.replace("user_id > 0", "user_id >= 1"));
            comesTo(work, "3-", "Passed");
            assertThat(work.pipeline.status("/rollout/keysPercent").asInt()).isEqualTo(20);
            assertThat(work.differences()).isEmpty();
            Counts clicks = work.ledger
                    .latestOfCandidate()
                    .orElseThrow()
                    .sinceRevision()
                    .place("clicks");
            long outside = clicks.of(Account.SAMPLED_OUT);
            assertThat(outside / (double) (outside + clicks.of(Account.OUT)))
                    .as("of the clicks that were decoded, those of other keys")
                    .isBetween(OUTSIDE - 0.05, OUTSIDE + 0.05);

            // Promoted, it processes all of them.
            String candidate = work.pipeline.status("/rollout/candidate").asText();
            work.kubectl.patch(Shop.PIPELINE, "{\"rollout\": {\"promote\": \"" + candidate + "\"}}");
            work.runs(3);
            work.closesWithExactBooks(0);
            assertThat(work.jobs.mostAtOnce()).as("live jobs at once").isEqualTo(1);
            work.delete();
        }
    }

    private static void comesTo(ShopAtWork work, String revision, String verdict) {
        work.eventually(() ->
                assertThat(work.pipeline.status("/rollout/candidate").asText()).startsWith(revision));
        work.eventually(
                () -> assertThat(work.pipeline.status("/rollout/verdict").asText())
                        .as("%s", work.pipeline.status(""))
                        .isEqualTo(verdict));
    }
}
