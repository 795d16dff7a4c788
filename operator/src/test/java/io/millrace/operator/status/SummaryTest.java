package io.millrace.operator.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.result.Reason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SummaryTest {

    private static final Standing IN_PLACE = Standing.yes(Reason.IN_PLACE, "in place");
    private static final Standing SCHEMAS = Standing.yes(Reason.SCHEMAS_REGISTERED, "schemas");
    private static final Standing TOPICS = Standing.yes(Reason.TOPICS_READY, "topics");
    private static final Standing RUNS = Standing.yes(Reason.RUNNING, "runs");
    private static final Standing READY = Standing.yes(Reason.RUNNING, "ready");

    record Case(
            String name,
            Standing progressing,
            Standing topics,
            Standing job,
            @Nullable Standing underWay,
            Standing expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Standing refused = Standing.no(Reason.SPEC_INVALID, "refused");
        Standing upgrading = Standing.yes(Reason.UPGRADING, "upgrading");
        Standing missing = Standing.no(Reason.JOB_MISSING, "gone");
        Standing away = Standing.unknown(Reason.KAFKA_UNREACHABLE, "away");
        Standing suspended = Standing.no(Reason.SUSPENDED, "stopped as wanted");
        return Stream.of(
                new Case("all is well", IN_PLACE, TOPICS, RUNS, null, READY),
                new Case("a refused spec, though the job runs", refused, TOPICS, RUNS, null, refused),
                new Case("a job that is gone", IN_PLACE, TOPICS, missing, null, missing),
                new Case("what is wrong comes before what is not known", IN_PLACE, away, missing, null, missing),
                new Case("what is not known", IN_PLACE, away, RUNS, null, away),
                new Case(
                        "suspended, as the user wants it",
                        IN_PLACE,
                        TOPICS,
                        suspended,
                        null,
                        Standing.yes(Reason.SUSPENDED, "stopped as wanted")),
                new Case("suspended, but a topic is not known", IN_PLACE, away, suspended, null, away),
                new Case("under way", upgrading, TOPICS, RUNS, upgrading, Standing.no(Reason.UPGRADING, "upgrading")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void ready(Case given) {
        // given
        Map<ConditionType, Standing> standings = new EnumMap<>(ConditionType.class);
        standings.put(ConditionType.PROGRESSING, given.progressing());
        standings.put(ConditionType.SCHEMAS_VALID, SCHEMAS);
        standings.put(ConditionType.TOPICS_READY, given.topics());
        standings.put(ConditionType.JOB_RUNNING, given.job());
        // when
        Standing ready = Summary.ready(standings, Optional.ofNullable(given.underWay()), "ready");
        // then
        assertThat(ready).isEqualTo(given.expected());
    }
}
