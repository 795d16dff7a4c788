package io.millrace.job.steps;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pin;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.steps.Records.bytes;
import static io.millrace.job.steps.Records.headers;
import static io.millrace.job.steps.Records.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.Encode;
import io.millrace.definition.SinkDefinition.JsonEncode;
import io.millrace.definition.SinkDefinition.KeyFormat;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.Definitions;
import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.OutRecordSerializer;
import io.millrace.job.records.Row;
import io.millrace.job.records.StreamTypes;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.OutputTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@SuppressWarnings("try") // closing a harness may throw anything, and so may a test
class StatelessRunTest {

    private static final RowType ORDER = row("id STRING", "amount BIGINT", "pieces BIGINT");
    private static final int SCHEMA = 7;
    private static final String SCHEMA_TEXT =
            """
            {"type": "record", "name": "Order", "fields": [{"name": "id", "type": ["null", "string"]},
            {"name": "amount", "type": ["null", "long"]}, {"name": "pieces", "type": ["null", "long"]}]}
            """;
    private static final SourceDefinition ORDERS = new SourceDefinition(
            "orders",
            "source:orders@1",
            "orders",
            new AvroDecode(pin("orders-value", SCHEMA, SCHEMA_TEXT), ORDER),
            null,
            StartFrom.EARLIEST);
    private static final byte[] KEY = bytes("key");
    private static final byte[] ORIGINAL = {0, 0, 0, 0, SCHEMA, 99};

    @Test
    void a_filter_lets_pass_what_is_true_and_nothing_else() throws Exception {
        // given
        StepDefinition large = filter("large", "orders", compare(Function.GREATER, "amount", "10"));

        // when
        List<OutRecord> written = run(
                List.of(large),
                List.of(sink("large", new JsonEncode())),
                new Row("a", 11L, 1L),
                new Row("b", 10L, 1L),
                new Row("c", null, 1L));

        // then
        assertThat(written)
                .extracting(OutRecord::topic, record -> text(record.key()), record -> text(record.value()))
                .containsExactly(tuple("out", "a", "{\"id\":\"a\",\"amount\":11,\"pieces\":1}"));
    }

    @Test
    void a_validation_names_all_rules_that_do_not_hold() throws Exception {
        // given
        StepDefinition valid = validate(
                new Rule("has-id", call(Function.IS_NOT_NULL, BOOLEAN, column(ORDER, "id"))),
                new Rule("positive", compare(Function.GREATER, "amount", "0")));

        // when
        List<OutRecord> written = run(
                List.of(valid),
                List.of(sink("valid", new JsonEncode())),
                new Row("a", 1L, 1L),
                new Row(null, null, 1L),
                new Row("c", 0L, 1L));

        // then
        assertThat(written).hasSize(3);
        assertThat(written.get(0).topic()).isEqualTo("out");
        assertThat(headers(written.get(1)))
                .containsEntry("dlq.error.code", "VALIDATION")
                .containsEntry("dlq.rules", "has-id,positive");
        assertThat(headers(written.get(2))).containsEntry("dlq.rules", "positive");
        assertThat(written.get(2).value()).isEqualTo(ORIGINAL);
    }

    @Test
    void a_rule_that_fails_is_a_failed_expression_and_the_others_are_judged_all_the_same() throws Exception {
        // given
        StepDefinition valid = validate(
                new Rule("cheap", lessThan(perPiece(), "100")),
                new Rule("has-id", call(Function.IS_NOT_NULL, BOOLEAN, column(ORDER, "id"))));

        // when
        List<OutRecord> written = run(List.of(valid), List.of(sink("valid", new JsonEncode())), new Row(null, 5L, 0L));

        // then
        assertThat(headers(written.get(0)))
                .containsEntry("dlq.error.code", "EXPRESSION")
                .containsEntry("dlq.rules", "cheap,has-id");
    }

    @Test
    void derived_rows_are_new_and_a_failure_shows_the_original() throws Exception {
        // given
        RowType output = row("order STRING", "each BIGINT");
        StepDefinition priced = new Derive(
                "priced", "derive:priced@1", List.of("orders"), List.of(column(ORDER, "id"), perPiece()), output);

        // when
        List<OutRecord> written = run(
                List.of(priced),
                List.of(sink("priced", new JsonEncode())),
                new Row("a", 10L, 2L),
                new Row("b", 10L, 0L));

        // then
        assertThat(text(written.get(0).value())).isEqualTo("{\"order\":\"a\",\"each\":5}");
        assertThat(headers(written.get(1)))
                .containsEntry("dlq.error.code", "EXPRESSION")
                .containsEntry("dlq.step", "priced")
                .containsEntry("dlq.id", "orders-0-1-priced")
                .containsEntry("__connect.errors.exception.message", "DIVIDE of BIGINT: overflow or division by zero");
        assertThat(written.get(1).value()).isEqualTo(ORIGINAL);
    }

    @Test
    void bytes_that_nothing_changed_are_passed_through() throws Exception {
        // given
        StepDefinition large = filter("large", "orders", compare(Function.GREATER, "amount", "0"));
        Encode sameSchema = new AvroEncode(pin("orders-value", SCHEMA, SCHEMA_TEXT));

        // when
        List<OutRecord> written = run(List.of(large), List.of(sink("large", sameSchema)), new Row("a", 1L, 1L));

        // then
        assertThat(written.get(0).value()).isSameAs(ORIGINAL);
    }

    @ParameterizedTest
    @CsvSource({"large, true", "derived, false"})
    void behind_deduplicate_too_if_nothing_changed_them_before(String from, boolean unchanged) throws Exception {
        // given
        StepDefinition large = filter("large", "orders", compare(Function.GREATER, "amount", "0"));
        StepDefinition unique =
                new Deduplicate("unique", "deduplicate:unique@1", List.of(from), List.of(0), 60_000, ORDER);
        Encode sameSchema = new AvroEncode(pin("orders-value", SCHEMA, SCHEMA_TEXT));

        // when
        try (var harness = harness(
                "unique", List.of(large, derived(), unique), List.of(sink("unique", sameSchema)), Definitions.run())) {
            harness.processElement(new Envelope.Good(new Row("a", 1L, 1L), origin(0)), 0);

            // then
            assertThat(harness.extractOutputValues().get(0).value() == ORIGINAL).isEqualTo(unchanged);
        }
    }

    @Test
    void bytes_of_another_schema_or_of_another_row_are_not() throws Exception {
        // given
        Encode sameSchema = new AvroEncode(pin("orders-value", SCHEMA, SCHEMA_TEXT));
        Encode otherId = new AvroEncode(pin("orders-value", SCHEMA + 1, SCHEMA_TEXT));
        StepDefinition derived = derived();

        // when
        List<OutRecord> written = run(
                List.of(derived), List.of(sink("orders", otherId), sink("derived", sameSchema)), new Row("a", 1L, 1L));

        // then
        assertThat(written)
                .extracting(OutRecord::value)
                .containsExactly(
                        new byte[] {0, 0, 0, 0, SCHEMA, 2, 2, 'a', 2, 2, 2, 2},
                        new byte[] {0, 0, 0, 0, SCHEMA + 1, 2, 2, 'a', 2, 2, 2, 2});
    }

    @Test
    void a_failure_from_the_source_becomes_a_dead_letter() throws Exception {
        // given
        Failure failure = Failure.of(DeadLetterCode.BAD_FRAMING, Failure.Stage.DECODE, "orders", "no zero byte");

        // when
        List<OutRecord> written;
        try (var harness = harness(List.of(), List.of(sink("orders", new JsonEncode())), Definitions.run())) {
            harness.processElement(new Envelope.Bad(failure, origin(0)), 0);
            written = harness.extractOutputValues();
        }

        // then
        assertThat(headers(written.get(0)))
                .containsEntry("dlq.error.code", "BAD_FRAMING")
                .containsEntry("dlq.error.stage", "decode")
                .containsEntry("dlq.step", "orders");
    }

    @Test
    void a_null_key_is_refused_only_where_the_topic_is_compacted() throws Exception {
        // given
        RunSettings compacted = withTopic(new RunSettings.SinkTopic(1000, true));
        RunSettings plain = withTopic(new RunSettings.SinkTopic(1000, false));
        List<SinkDefinition> sinks = List.of(sink("orders", new JsonEncode()));

        // when
        OutRecord refused =
                run(compacted, List.of(), sinks, new Row(null, 1L, 1L)).get(0);
        OutRecord written = run(plain, List.of(), sinks, new Row(null, 1L, 1L)).get(0);

        // then
        assertThat(headers(refused)).containsEntry("dlq.error.code", "NULL_KEY").containsEntry("dlq.step", "out");
        assertThat(written.topic()).isEqualTo("out");
        assertThat(written.key()).isNull();
    }

    @Test
    void a_record_that_its_topic_does_not_take_is_refused() throws Exception {
        // given
        RunSettings small = withTopic(new RunSettings.SinkTopic(1000, false));

        // when
        List<OutRecord> written = run(
                small,
                List.of(),
                List.of(sink("orders", new JsonEncode())),
                new Row("x".repeat(300), 1L, 1L),
                new Row("x".repeat(1000), 1L, 1L));

        // then
        assertThat(written).hasSize(2);
        assertThat(written.get(0).topic()).isEqualTo("out");
        assertThat(headers(written.get(1)))
                .containsEntry("dlq.error.code", "TOO_LARGE")
                .containsEntry("dlq.payload", "original");
    }

    @Test
    void what_cannot_be_encoded_is_refused() throws Exception {
        // given
        String strict = SCHEMA_TEXT.replace("[\"null\", \"long\"]", "\"long\"");

        // when
        List<OutRecord> written = run(
                List.of(),
                List.of(sink("orders", new AvroEncode(pin("other-value", 9, strict)))),
                new Row("a", null, 1L));

        // then
        assertThat(headers(written.get(0)))
                .containsEntry("dlq.error.code", "ENCODE")
                .containsEntry("dlq.error.stage", "encode");
    }

    @Test
    void rows_reach_every_sink_and_step_that_names_them() throws Exception {
        // given
        StepDefinition one = filter("one", "orders", compare(Function.GREATER, "amount", "0"));
        StepDefinition both = new Filter(
                "both", "filter:both@1", List.of("orders", "one"), compare(Function.GREATER, "amount", "0"), ORDER);

        // when
        List<OutRecord> written =
                run(List.of(one, both), List.of(sink("both", new JsonEncode())), new Row("a", 1L, 1L));

        // then once along each way
        assertThat(written).hasSize(2);
    }

    @Test
    void a_window_gets_its_key_and_arguments_and_failing_arguments_do_not_get_there() throws Exception {
        // given
        StepDefinition window = new Window(
                "per-id",
                "window:per-id@1",
                List.of("orders"),
                60_000,
                60_000,
                0,
                List.of(0),
                List.of(
                        Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                        Aggregate.of(AggregateFunction.MAX, perPiece(), BIGINT)),
                row("id STRING", "window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "n BIGINT", "m BIGINT"));

        // when
        try (var harness = harness(List.of(window), List.of(), Definitions.run())) {
            harness.processElement(new Envelope.Good(new Row("a", 10L, 2L), origin(0)), 5);
            harness.processElement(new Envelope.Good(new Row("a", 10L, 0L), origin(1)), 6);

            // then
            Queue<StreamRecord<Envelope>> entered = harness.getSideOutput(tag("per-id"));
            assertThat(entered)
                    .extracting(StreamRecord::getValue)
                    .containsExactly(new Envelope.Good(new Row("a", 5L), origin(0)));
            assertThat(headers(harness.extractOutputValues().get(0))).containsEntry("dlq.step", "per-id");
        }
    }

    @Test
    void an_aggregate_with_a_filter_is_not_even_evaluated_for_other_rows() throws Exception {
        // given
        Expression several = compare(Function.GREATER, "pieces", "0");
        StepDefinition window = new Window(
                "per-id",
                "window:per-id@1",
                List.of("orders"),
                60_000,
                60_000,
                0,
                List.of(0),
                List.of(
                        new Aggregate(AggregateFunction.COUNT, false, null, several, BIGINT.notNull()),
                        new Aggregate(AggregateFunction.MAX, false, perPiece(), several, BIGINT)),
                row("id STRING", "window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "n BIGINT", "m BIGINT"));

        // when
        try (var harness = harness(List.of(window), List.of(), Definitions.run())) {
            harness.processElement(new Envelope.Good(new Row("a", 10L, 2L), origin(0)), 5);
            harness.processElement(new Envelope.Good(new Row("a", 10L, 0L), origin(1)), 6);
            harness.processElement(new Envelope.Good(new Row("a", 10L, null), origin(2)), 7);

            // then
            assertThat(harness.getSideOutput(tag("per-id")))
                    .extracting(StreamRecord::getValue)
                    .containsExactly(
                            new Envelope.Good(new Row("a", true, 5L), origin(0)),
                            new Envelope.Good(new Row("a", null, null), origin(1)),
                            new Envelope.Good(new Row("a", null, null), origin(2)));
            assertThat(harness.extractOutputValues()).isEmpty();
        }
    }

    private static Expression compare(Function function, String column, String number) {
        return call(function, BOOLEAN, column(ORDER, column), literal(number, BIGINT));
    }

    private static Expression lessThan(Expression value, String number) {
        return call(Function.LESS, BOOLEAN, value, literal(number, BIGINT));
    }

    private static Expression perPiece() {
        return call(Function.DIVIDE, BIGINT, column(ORDER, "amount"), column(ORDER, "pieces"));
    }

    private static StepDefinition filter(String name, String from, Expression condition) {
        return new Filter(name, "filter:" + name + "@1", List.of(from), condition, ORDER);
    }

    private static StepDefinition validate(Rule... rules) {
        return new Validate("valid", "validate:valid@1", List.of("orders"), List.of(rules), ORDER);
    }

    private static SinkDefinition sink(String from, Encode encode) {
        return new SinkDefinition(
                "out", List.of(from), "out", new SinkDefinition.Key(KeyFormat.STRING, List.of(0)), encode);
    }

    private static RunSettings withTopic(RunSettings.SinkTopic topic) {
        RunSettings run = Definitions.run();
        return new RunSettings(
                run.formatVersion(),
                run.namespace(),
                run.pipeline(),
                run.uid(),
                run.revision(),
                run.slot(),
                run.connection(),
                run.checkpointIntervalMillis(),
                run.transactionTimeoutMillis(),
                run.largestRecordBytes(),
                Map.of("out", topic));
    }

    private static Origin origin(long offset) {
        return new Origin.Consumed("orders", 0, offset, 0, KEY, ORIGINAL, List.of(), SCHEMA);
    }

    private static List<OutRecord> run(List<StepDefinition> steps, List<SinkDefinition> sinks, Row... rows)
            throws Exception {
        return run(Definitions.run(), steps, sinks, rows);
    }

    private static List<OutRecord> run(
            RunSettings settings, List<StepDefinition> steps, List<SinkDefinition> sinks, Row... rows)
            throws Exception {
        try (var harness = harness(steps, sinks, settings)) {
            for (int i = 0; i < rows.length; i++) {
                harness.processElement(new Envelope.Good(rows[i], origin(i)), 0);
            }
            return harness.extractOutputValues();
        }
    }

    private static StepDefinition derived() {
        return new Derive(
                "derived",
                "derive:derived@1",
                List.of("orders"),
                List.of(column(ORDER, "id"), column(ORDER, "amount"), column(ORDER, "pieces")),
                ORDER);
    }

    private static OneInputStreamOperatorTestHarness<Envelope, OutRecord> harness(
            List<StepDefinition> steps, List<SinkDefinition> sinks, RunSettings settings) throws Exception {
        return harness("orders", steps, sinks, settings);
    }

    private static OneInputStreamOperatorTestHarness<Envelope, OutRecord> harness(
            String after, List<StepDefinition> steps, List<SinkDefinition> sinks, RunSettings settings)
            throws Exception {
        CarriedPlan plan = new CarriedPlan(pipeline(List.of(ORDERS), steps, sinks), settings);
        var harness = new OneInputStreamOperatorTestHarness<>(new StatelessRun(
                plan,
                Bookkeeping.of(plan.definition(), settings, "after:" + after + "@1"),
                after,
                Map.of("per-id", tag("per-id"))));
        harness.setup(new OutRecordSerializer());
        harness.open();
        return harness;
    }

    private static OutputTag<Envelope> tag(String name) {
        return new OutputTag<>(name, new StreamTypes(pipeline(List.of(), List.of(), List.of())).envelopes(ORDER));
    }
}
