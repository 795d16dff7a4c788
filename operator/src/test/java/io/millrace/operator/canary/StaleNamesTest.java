package io.millrace.operator.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StaleNamesTest {

    private static final String GONE = "5-00000005";

    private static Candidate candidate(String state) {
        Candidate standing = Candidate.begin(
                RevisionName.parse(GONE),
                "spec",
                RevisionName.parse("4-00000004"),
                new ComparedColumns(List.of(), List.of(), 100),
                Instant.EPOCH);
        return switch (state) {
            case "stands" -> standing;
            case "promoted" -> standing.ending(RolloutOutcome.PROMOTED, "it was promoted");
            default -> standing.ending(RolloutOutcome.ABORTED, "it has failed");
        };
    }

    @ParameterizedTest(name = "promote {0}, abort {1}, candidate 5 {2}, live {3}: {4}")
    @CsvSource(
            nullValues = "-",
            delimiter = '|',
            value = {
                "- | - | stands | 4-00000004 | -",
                "5-00000005 | - | stands | 4-00000004 | -",
                "- | 5-00000005 | stands | 4-00000004 | -",
                // The last promotion is done, and stays in the spec.
                "4-00000004 | - | stands | 4-00000004 | -",
                "5-00000005 | - | promoted | 5-00000005 | -",
                "5-00000005 | - | promoted | 4-00000004 | -",
                "- | 5-00000005 | aborted | 4-00000004 | -",
                // Of the time before what is live.
                "3-00000003 | - | aborted | 4-00000004 | -",
                "- | 3-00000003 | none | 4-00000004 | -",
                "3-00000003 | - | stands | 4-00000004 | -",
                "- | 3-00000003 | stands | 4-00000004 | -",
                // The status says how it ended.
                "5-00000005 | - | aborted | 4-00000004 | -",
                "- | 5-00000005 | promoted | 5-00000005 | -",
                "5-0000000a | - | stands | 4-00000004 | spec.rollout.promote: 5-0000000a is not the candidate, which is 5-00000005",
                "6-00000006 | - | none | 4-00000004 | spec.rollout.promote: 6-00000006 is no candidate; there is none",
                "- | 6-00000006 | none | 4-00000004 | spec.rollout.abort: 6-00000006 is no candidate; there is none",
                "1-00000001 | - | none | - | spec.rollout.promote: 1-00000001 is no candidate; there is none"
            })
    void what_is_asked_for_in_vain_is_told(
            @Nullable String promote,
            @Nullable String abort,
            String state,
            @Nullable String live,
            @Nullable String complaint) {
        // given
        CanaryWishes wishes = CanaryWishes.of(
                new RolloutSpec(null, null, promote, null, abort, null, null, null, null, null, null, null, null));
        Optional<Candidate> last = state.equals("none") ? Optional.empty() : Optional.of(candidate(state));
        // when
        Optional<String> told =
                StaleNames.complaint(wishes, last, Optional.ofNullable(live).map(RevisionName::parse));
        // then
        assertThat(told).isEqualTo(Optional.ofNullable(complaint));
    }
}
