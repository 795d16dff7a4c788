package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.STRING;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.job.Definitions;
import io.millrace.job.records.Header;
import io.millrace.job.records.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;

/** The whole graph between bounded ends, in a Flink of this JVM. */
class PipelineGraphTest {

    private static final RowType ORDER = row("id STRING", "kind STRING", "amount BIGINT", "at TIMESTAMP(3)");

    private static final SourceDefinition ORDERS = new SourceDefinition(
            "orders",
            "source:orders@1",
            "orders",
            new SourceDefinition.JsonDecode(ORDER),
            new SourceDefinition.EventTime(3, SourceDefinition.TimeUnit.MILLIS, 0, 0, 600_000),
            SourceDefinition.StartFrom.EARLIEST);

    private static final StepDefinition VALID = new StepDefinition.Validate(
            "valid",
            "validate:valid@1",
            List.of("orders"),
            List.of(
                    new StepDefinition.Rule("has-id", call(Function.IS_NOT_NULL, BOOLEAN, column(ORDER, "id"))),
                    new StepDefinition.Rule(
                            "positive",
                            call(Function.GREATER, BOOLEAN, column(ORDER, "amount"), literal("0", BIGINT)))),
            ORDER);

    private static final StepDefinition PAID = new StepDefinition.Filter(
            "paid",
            "filter:paid@1",
            List.of("valid"),
            call(Function.EQUAL, BOOLEAN, column(ORDER, "kind"), literal("paid", STRING)),
            ORDER);

    private static final StepDefinition PER_MINUTE = new StepDefinition.Window(
            "per-minute",
            "window:per-minute@1",
            List.of("paid"),
            60_000,
            List.of(1),
            List.of(
                    new Aggregate(AggregateFunction.COUNT, null, BIGINT.notNull()),
                    new Aggregate(AggregateFunction.SUM, column(ORDER, "amount"), BIGINT)),
            row(
                    "kind STRING",
                    "window_start TIMESTAMP(3)",
                    "window_end TIMESTAMP(3)",
                    "orders BIGINT",
                    "total BIGINT"));

    @Test
    void rows_are_validated_filtered_and_counted_and_what_fails_or_is_late_is_kept() throws Exception {
        // given
        PipelineDefinition definition = pipeline(
                List.of(ORDERS),
                List.of(VALID, PAID, PER_MINUTE),
                List.of(jsonSink("clean", "valid", "clean", 0), jsonSink("totals", "per-minute", "totals", 0, 1)));
        List<byte[]> orders = values(
                order("a", "paid", 5, "10:00:10"),
                order("b", "open", 7, "10:00:20"),
                order("c", "paid", 6, "10:00:30"),
                "not json",
                order("d", "paid", -1, "10:00:31"),
                order("e", "paid", 1, "10:01:10"),
                order("f", "paid", 1, "13:00:00"),
                order("g", "paid", 9, "10:00:40"));

        // when
        List<OutRecord> written = run(definition, Map.of("orders", orders));

        // then
        assertThat(valuesOf(written, "clean")).hasSize(5).first().asString().contains("\"id\":\"a\"");
        assertThat(valuesOf(written, "totals"))
                .containsExactly(
                        "{\"kind\":\"paid\",\"window_start\":\"2026-01-31T10:00:00.000Z\","
                                + "\"window_end\":\"2026-01-31T10:01:00.000Z\",\"orders\":3,\"total\":20}",
                        "{\"kind\":\"paid\",\"window_start\":\"2026-01-31T10:01:00.000Z\","
                                + "\"window_end\":\"2026-01-31T10:02:00.000Z\",\"orders\":1,\"total\":1}");
        assertThat(headersOf(written, "dlq", "dlq.error.code"))
                .containsExactlyInAnyOrder("DECODE", "VALIDATION", "FUTURE_EVENT");
    }

    private static List<OutRecord> run(PipelineDefinition definition, Map<String, List<byte[]>> topics)
            throws Exception {
        RunSettings run = Definitions.run();
        InMemoryConnectors connectors = new InMemoryConnectors(definition, run, topics);
        Configuration settings = JobSettings.of(run);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(1, settings);
        PipelineGraph.build(env, definition, run, connectors);
        env.execute();
        return connectors.written();
    }

    private static SinkDefinition jsonSink(String name, String from, String topic, Integer... key) {
        return new SinkDefinition(
                name,
                List.of(from),
                topic,
                new SinkDefinition.Key(SinkDefinition.KeyFormat.JSON, List.of(key)),
                new SinkDefinition.JsonEncode());
    }

    private static String order(String id, String kind, long amount, String time) {
        return "{\"id\": \"%s\", \"kind\": \"%s\", \"amount\": %d, \"at\": \"2026-01-31T%sZ\"}"
                .formatted(id, kind, amount, time);
    }

    private static List<byte[]> values(String... values) {
        return Arrays.stream(values)
                .map(value -> value.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> valuesOf(List<OutRecord> written, String topic) {
        return written.stream()
                .filter(record -> record.topic().equals(topic))
                .map(record -> new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> headersOf(List<OutRecord> written, String topic, String name) {
        return written.stream()
                .filter(record -> record.topic().equals(topic))
                .flatMap(record -> record.headers().stream())
                .filter(header -> header.name().equals(name))
                .map(Header::value)
                .map(value -> new String(Objects.requireNonNull(value), StandardCharsets.UTF_8))
                .toList();
    }
}
