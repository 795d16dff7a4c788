package io.millrace.operator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JobFailureTest {

    private static final String RESTORE =
            """
            java.lang.Exception: Exception while creating StreamOperatorStateContext.
            \tat org.apache.flink.streaming.runtime.tasks.StreamTask.restore(StreamTask.java:779)
            Caused by: org.apache.flink.util.FlinkException: Could not restore keyed state backend
            \tat org.apache.flink.streaming.api.operators.BackendRestorerProcedure.createAndRestore(A.java:1)
            \t... 10 more
            Caused by: org.apache.flink.util.StateMigrationException: For heap backends, the new state serializer \
            (io.millrace.job.steps.AccumulatorsSerializer@b5d1e677) must not be incompatible with the old state \
            serializer (io.millrace.job.steps.AccumulatorsSerializer@2294691e).
            \tat org.apache.flink.runtime.state.heap.HeapKeyedStateBackend.tryRegisterStateTable(H.java:259)
            """;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "per-kind -> late for per-kind, (epoch -> sink) (1/2) | step per-kind: ",
                "Source: orders -> valid (2/2) | step orders: ",
                "unique (1/1) | step unique: ",
                "'' | ''"
            })
    void the_step_and_the_serializer_are_named(String task, String where) {
        // given
        JobFailure failure = new JobFailure(task, RESTORE);
        // when, then
        assertThat(failure.isOfRestore()).isTrue();
        assertThat(failure.sentence())
                .isEqualTo(where
                        + (where.isEmpty() ? "" : " ")
                        + "StateMigrationException: For heap backends, the new state serializer"
                        + " (AccumulatorsSerializer) must not be incompatible with the old state serializer"
                        + " (AccumulatorsSerializer).");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "java.lang.IllegalStateException: card 4111 at 10.0.0.1:9092 | IllegalStateException",
                "java.lang.OutOfMemoryError | OutOfMemoryError",
                "a.B$Inner: Caused by: x.Y: card 4111 | B$Inner",
                "card 4111 at kafka.shop:9092 | an exception",
                "10.0.0.1:9092 | an exception",
                "'' | an exception"
            })
    void of_other_failures_which_may_heal_only_the_class_is_told(String first, String told) {
        // given
        JobFailure outer = new JobFailure("sink (1/1)", first + "\n\tat a.b.C.d(C.java:1)\n");
        JobFailure inner = new JobFailure("", "java.lang.Exception: card 4111\nCaused by: " + first + "\n\tat a.b.C\n");
        // when, then
        assertThat(outer.isOfRestore()).isFalse();
        assertThat(outer.sentence()).isEqualTo("step sink: " + told);
        assertThat(inner.sentence()).isEqualTo(told);
    }

    @Test
    void a_long_message_is_cut() {
        // given
        String message = "org.apache.flink.util.StateMigrationException: " + "schema ".repeat(100);
        // when
        String sentence = new JobFailure("unique (1/1)", message).sentence();
        // then
        assertThat(sentence)
                .startsWith("step unique: StateMigrationException: schema schema")
                .endsWith("...")
                .hasSize(300);
    }
}
