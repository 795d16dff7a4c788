package io.millrace.operator.jobs;

import static org.assertj.core.api.Assertions.assertThat;

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

    private static final String WRITING = "java.lang.IllegalStateException: disk full\n\tat a.b.C.d(C.java:1)\n";

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
    @CsvSource({"sink (1/1), step sink: IllegalStateException: disk full"})
    void other_failures_may_heal(String task, String sentence) {
        // given
        JobFailure failure = new JobFailure(task, WRITING);
        // when, then
        assertThat(failure.isOfRestore()).isFalse();
        assertThat(failure.sentence()).isEqualTo(sentence);
    }
}
