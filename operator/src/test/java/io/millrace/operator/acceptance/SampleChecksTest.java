package io.millrace.operator.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SampleChecksTest {

    private static final RowType READINGS = row("room STRING", "sensor STRING");

    @ParameterizedTest(name = "{0}, {1}, {2}")
    @CsvSource({
        "Canary, 10%, restarts, ''",
        "Canary, 10%, checkpointFailures, ''",
        "Canary, 10%, deadLetterRatio, spec.rollout.gates[0].metric",
        "Canary, 10%, lateRatio, spec.rollout.gates[0].metric",
        "Canary, 10%, lag, spec.rollout.gates[0].metric",
        "Canary, 10%, checkpointDuration, spec.rollout.gates[0].metric",
        "Shadow, 99%, cpuPerRecord, spec.rollout.gates[0].metric",
        "Canary, 100%, cpuPerRecord, ''",
        "Savepoint, 10%, cpuPerRecord, ''"
    })
    void gates_of_what_a_sample_does_not_tell_are_refused(
            String strategy, String keys, String metric, String expected) {
        // given
        PipelineSpec spec = spec(strategy, keys, "{metric: " + metric + "}");

        // when
        List<Refusal> refusals = SampleChecks.judge(spec);

        // then
        assertThat(refusals).extracting(Refusal::path).isEqualTo(expected.isEmpty() ? List.of() : List.of(expected));
    }

    @ParameterizedTest(name = "{0}, {1}, live by {2}, next by {3}")
    @CsvSource({
        "Canary, 10%, 0, 0, false",
        "Canary, 10%, 01, 0, false",
        "Canary, 10%, '', '', true",
        "Canary, 10%, 0, 1, true",
        "Shadow, 50%, 1, 0, true",
        "Canary, 100%, 0, 1, false",
        "Savepoint, 10%, 0, 1, false",
        "Canary, 10%, none, '', false"
    })
    void a_sample_by_which_nothing_can_be_compared_is_refused(
            String strategy, String keys, String live, String next, boolean refused) {
        // given
        PipelineSpec spec = spec(strategy, keys, "");
        Optional<PipelineDefinition> inPlace = live.equals("none") ? Optional.empty() : Optional.of(countedBy(live));

        // when
        List<Refusal> refusals = SampleChecks.sinks(spec, countedBy(next), inPlace);

        // then
        assertThat(refusals)
                .isEqualTo(
                        refused
                                ? List.of(new Refusal(
                                        Reason.SPEC_INVALID,
                                        "spec.rollout.sample.keys",
                                        "no sink can be compared by a sample of the keys, as none has a column"
                                                + " that comes to it unchanged and is in the key of every step on"
                                                + " its way; leave spec.rollout.sample out"))
                                : List.of());
    }

    private static PipelineSpec spec(String strategy, String keys, String gate) {
        return Serialization.unmarshal(
                "rollout: {strategy: " + strategy + ", sample: {keys: " + keys + "}, gates: [" + gate + "]}",
                PipelineSpec.class);
    }

    private static RowType row(String... columns) {
        return new RowType(Stream.of(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    /** @param key positions of the columns that are the window's key, a digit each */
    private static PipelineDefinition countedBy(String key) {
        List<Integer> columns = IntStream.range(0, key.length())
                .mapToObj(i -> key.charAt(i) - '0')
                .toList();
        RowType output = new RowType(Stream.concat(
                        columns.stream().map(READINGS::column),
                        row("window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)").columns().stream())
                .toList());
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                List.of(new SourceDefinition(
                        "readings",
                        "source:readings@1",
                        "readings",
                        new SourceDefinition.JsonDecode(READINGS),
                        null,
                        SourceDefinition.StartFrom.EARLIEST)),
                List.of(new StepDefinition.Window(
                        "count", "window:count@1", List.of("readings"), 1, 1, 0, columns, List.of(), output)),
                List.of(new SinkDefinition("out", List.of("count"), "out", null, new SinkDefinition.JsonEncode())),
                new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
    }
}
