package io.millrace.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.operator.result.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.5Z");
    private static final Instant LATER = Instant.parse("2026-01-01T13:00:00Z");

    private static Condition only(List<Condition> conditions) {
        assertThat(conditions).hasSize(1);
        return conditions.get(0);
    }

    private static List<Condition> at(Instant now, List<Condition> before, Standing standing) {
        return Conditions.next(before, Map.of(ConditionType.JOB_RUNNING, standing), 3, now);
    }

    @Test
    void a_condition_is_complete() {
        // when
        Condition condition = only(at(NOON, List.of(), Standing.no(Reason.STARTING, "the job is being started")));
        // then
        assertThat(condition.getType()).isEqualTo("JobRunning");
        assertThat(condition.getStatus()).isEqualTo("False");
        assertThat(condition.getReason()).isEqualTo("Starting");
        assertThat(condition.getMessage()).isEqualTo("the job is being started");
        assertThat(condition.getObservedGeneration()).isEqualTo(3);
        assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
    }

    @Test
    void its_time_survives_another_reason() {
        // given
        List<Condition> before = at(NOON, List.of(), Standing.no(Reason.STARTING, "the job is being started"));
        // when
        Condition condition = only(at(LATER, before, Standing.no(Reason.SETTLING, "almost")));
        // then
        assertThat(condition.getReason()).isEqualTo("Settling");
        assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T12:00:00Z");
    }

    @Test
    void its_time_changes_with_its_status() {
        // given
        List<Condition> before = at(NOON, List.of(), Standing.no(Reason.STARTING, "the job is being started"));
        // when
        Condition condition = only(at(LATER, before, Standing.yes(Reason.RUNNING, "it runs")));
        // then
        assertThat(condition.getLastTransitionTime()).isEqualTo("2026-01-01T13:00:00Z");
    }

    @Test
    void stalled_is_there_only_while_it_is_true() {
        // given
        Map<ConditionType, Standing> standings = Map.of(
                ConditionType.STALLED,
                Standing.no(Reason.IN_PLACE, ""),
                ConditionType.READY,
                Standing.yes(Reason.RUNNING, ""));
        // when
        List<Condition> conditions = Conditions.next(List.of(), standings, 1, NOON);
        // then
        assertThat(conditions).extracting(Condition::getType).containsExactly("Ready");
    }

    @Test
    void a_message_that_nobody_would_read_is_shortened() {
        // when
        Condition condition = only(at(NOON, List.of(), Standing.no(Reason.SPEC_INVALID, "x".repeat(10_000))));
        // then
        assertThat(condition.getMessage()).hasSize(4096).endsWith("...");
    }
}
