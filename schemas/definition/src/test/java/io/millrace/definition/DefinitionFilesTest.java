package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DataType.Kind;
import io.millrace.definition.SinkDefinition.KeyFormat;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.StepDefinition.AggregateFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DefinitionFilesTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/millrace/definition");

    private static final RowType EVENTS = new RowType(List.of(
            new Column("user_id", DataType.of(Kind.BIGINT)),
            new Column("price", DataType.decimal(10, 2)),
            new Column("at", DataType.of(Kind.TIMESTAMP).notNull())));

    private static final RowType TOTALS = new RowType(List.of(
            new Column("user_id", DataType.of(Kind.BIGINT)),
            new Column("window_start", DataType.of(Kind.TIMESTAMP).notNull()),
            new Column("window_end", DataType.of(Kind.TIMESTAMP).notNull()),
            new Column("total", DataType.decimal(38, 2))));

    private static final PipelineDefinition DEFINITION = new PipelineDefinition(
            PipelineDefinition.FORMAT_VERSION,
            List.of(new SourceDefinition(
                    "events",
                    "source:events@1",
                    "events",
                    new SourceDefinition.AvroDecode(
                            new SchemaPin("events-value", 1, 7, "{\"type\":\"record\"}"), EVENTS),
                    new SourceDefinition.EventTime(2, SourceDefinition.TimeUnit.MILLIS, 5_000, 60_000, 600_000),
                    StartFrom.EARLIEST)),
            List.of(
                    new StepDefinition.Validate(
                            "valid",
                            "validate:valid@1",
                            List.of("events"),
                            List.of(new StepDefinition.Rule("user-present", userIsPositive())),
                            EVENTS),
                    new StepDefinition.Window(
                            "per-user",
                            "window:per-user@1",
                            List.of("valid"),
                            600_000,
                            600_000,
                            0,
                            List.of(0),
                            List.of(StepDefinition.Aggregate.of(
                                    AggregateFunction.SUM,
                                    new Expression.ColumnValue(1, "price", DataType.decimal(10, 2)),
                                    DataType.decimal(38, 2))),
                            TOTALS)),
            List.of(new SinkDefinition(
                    "out",
                    List.of("per-user"),
                    "totals",
                    new SinkDefinition.Key(KeyFormat.JSON, List.of(0, 1)),
                    new SinkDefinition.JsonEncode())),
            new PipelineDefinition.DeadLetter("dlq.shop.totals", PipelineDefinition.Payload.ORIGINAL),
            "late.shop.totals",
            "ledger.shop.totals",
            PipelineDefinition.Delivery.EXACTLY_ONCE);

    private static final RunSettings RUN = new RunSettings(
            PipelineDefinition.FORMAT_VERSION,
            "shop",
            "totals",
            "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9",
            "1-3fa9c1d2",
            RunSettings.Slot.PROD,
            new RunSettings.Connection("kafka:9092", Map.of("security.protocol", "PLAINTEXT"), "http://registry/v7"),
            30_000,
            900_000,
            1_048_588,
            Map.of("totals", new RunSettings.SinkTopic(2_000_000, true)));

    private static Expression userIsPositive() {
        return new Expression.Call(
                Function.GREATER,
                List.of(
                        new Expression.ColumnValue(0, "user_id", DataType.of(Kind.BIGINT)),
                        new Expression.Literal("0", DataType.of(Kind.BIGINT).notNull())),
                DataType.of(Kind.BOOLEAN));
    }

    @Test
    void a_definition_is_written_as_the_golden_file_and_read_back() throws IOException {
        // when
        String json = DefinitionFiles.write(DEFINITION);

        // then
        assertGolden(DefinitionFiles.DEFINITION, json);
        assertThat(DefinitionFiles.readDefinition(json)).isEqualTo(DEFINITION);
    }

    @Test
    void run_settings_are_written_as_the_golden_file_and_read_back() throws IOException {
        // when
        String json = DefinitionFiles.write(RUN);

        // then
        assertGolden(DefinitionFiles.RUN, json);
        assertThat(DefinitionFiles.readRun(json)).isEqualTo(RUN);
    }

    @Test
    void a_definition_of_another_format_is_refused() {
        // given
        String newer = DefinitionFiles.write(DEFINITION).replace("\"formatVersion\" : 1", "\"formatVersion\" : 2");

        // when, then
        assertThatThrownBy(() -> DefinitionFiles.readDefinition(newer))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("definition.json has format version 2; this job reads 1: run the job image that belongs to"
                        + " the operator");
    }

    @Test
    void an_unknown_property_is_refused() {
        // given
        String newer = DefinitionFiles.write(DEFINITION).replace("\"lateTopic\"", "\"extra\" : 1, \"lateTopic\"");

        // when, then
        assertThatThrownBy(() -> DefinitionFiles.readDefinition(newer)).hasMessageContaining("extra");
    }

    @Test
    void prefix_and_group_name_the_pipeline_and_the_slot() {
        // when, then
        assertThat(RUN.transactionalIdPrefix()).isEqualTo("sp~0a1b2c3d~prod~");
        assertThat(RUN.consumerGroup()).isEqualTo("millrace.shop.totals");
    }

    @Test
    void a_candidate_writes_topics_of_its_own_which_take_what_the_live_ones_do() {
        // given
        Comparison comparison = new Comparison(
                "0af1", DEFINITION, 1_767_225_600_000L, "shop.totals.canary-diff", Set.of("at"), Map.of(), 10);

        // when
        RunSettings candidate = RUN.named("2-00000000").candidate(comparison);

        // then
        assertThat(candidate.slot()).isEqualTo(RunSettings.Slot.CANARY);
        assertThat(candidate.sinkTopic("totals.canary")).isEqualTo(RUN.sinkTopic("totals"));
        assertThat(candidate.writtenBy(DEFINITION).sinks())
                .extracting(SinkDefinition::topic)
                .containsExactly("totals.canary");
        assertThat(candidate.writtenBy(DEFINITION).ledgerTopic()).isEqualTo("ledger.shop.totals.canary");
        assertThat(RUN.writtenBy(DEFINITION)).isEqualTo(DEFINITION);
        assertThat(DefinitionFiles.readRun(DefinitionFiles.write(candidate))).isEqualTo(candidate);
    }

    @Test
    void the_live_job_is_compared_with_nothing() {
        // given
        RunSettings candidate = RUN.candidate(new Comparison("0af1", DEFINITION, 0, "diff", Set.of(), Map.of(), 10));
        String live = DefinitionFiles.write(candidate).replace("\"CANARY\"", "\"PROD\"");

        // when, then
        assertThatThrownBy(() -> DefinitionFiles.readRun(live)).hasMessageContaining("only a candidate is compared");
    }

    @Test
    void a_topic_that_nothing_is_known_of_is_as_kafka_makes_it() {
        assertThat(RUN.sinkTopic("totals")).isEqualTo(new RunSettings.SinkTopic(2_000_000, true));
        assertThat(RUN.sinkTopic("other")).isEqualTo(RunSettings.SinkTopic.DEFAULT);
    }

    @Test
    void another_revision_changes_nothing_but_its_name() {
        // when
        RunSettings named = RUN.named("2-00000000");

        // then
        assertThat(named.revision()).isEqualTo("2-00000000");
        assertThat(named.named(RUN.revision())).isEqualTo(RUN);
    }

    private static void assertGolden(String name, String json) throws IOException {
        Path file = GOLDEN.resolve(name);
        if (Boolean.getBoolean("golden.write")) {
            Files.writeString(file, json);
        }
        assertThat(json)
                .as(
                        "%s; if the change of the format is meant: mvn test -pl schemas/definition -Dgolden.write=true",
                        file)
                .isEqualTo(Files.readString(file));
    }
}
