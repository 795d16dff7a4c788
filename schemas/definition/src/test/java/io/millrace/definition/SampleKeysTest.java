package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison.Uncompared;
import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SampleKeysTest {

    private static final RowType CLICK = row("id STRING", "user BIGINT", "page STRING", "price DOUBLE");

    /** @param by the columns of the sources, and of each sink that is compared */
    private record Case(
            String name, List<StepDefinition> steps, List<SinkDefinition> sinks, Map<String, List<String>> by) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Window perUser = window("per-user", "clicks", 1);
        Window perPage = window("per-page", "clicks", 2);
        Window perBoth = window("per-both", "clicks", 2, 1);
        Deduplicate unique = new Deduplicate("unique", "deduplicate:unique@1", List.of("clicks"), List.of(0), 1, CLICK);
        Deduplicate uniqueOfUser =
                new Deduplicate("unique", "deduplicate:unique@1", List.of("clicks"), List.of(0, 1), 1, CLICK);
        Derive renamed = new Derive(
                "renamed",
                "derive:renamed@1",
                List.of("clicks"),
                List.of(
                        column(1),
                        new Expression.Call(
                                Function.UPPER, List.of(column(2)), column(2).type())),
                row("who BIGINT", "page STRING"));
        Filter both = new Filter(
                "both", "filter:both@1", List.of("clicks", "others"), new Expression.Literal("true", BOOLEAN), CLICK);
        return Stream.of(
                new Case(
                        "the key of a window, and what is only passed on follows",
                        List.of(perUser),
                        List.of(sink("raw", "clicks", 0), sink("users", "per-user")),
                        Map.of("clicks", List.of("user"), "raw", List.of("user"), "users", List.of("user"))),
                new Case(
                        "two windows: by what both have",
                        List.of(perBoth, perUser),
                        List.of(sink("pairs", "per-both"), sink("users", "per-user")),
                        Map.of("clicks", List.of("user"), "pairs", List.of("user"), "users", List.of("user"))),
                new Case(
                        "all columns of the key, in alphabetical order",
                        List.of(perBoth),
                        List.of(sink("pairs", "per-both")),
                        Map.of("clicks", List.of("page", "user"), "pairs", List.of("page", "user"))),
                new Case(
                        "two windows that have none in common: the first",
                        List.of(perUser, perPage),
                        List.of(sink("users", "per-user"), sink("pages", "per-page")),
                        Map.of("clicks", List.of("user"), "users", List.of("user"))),
                new Case(
                        "behind a window by another key: not at all",
                        List.of(perPage, window("pages", "per-page", 1)),
                        List.of(sink("out", "pages")),
                        Map.of()),
                new Case(
                        "repetitions must stay together as well",
                        List.of(unique, window("per-user", "unique", 1)),
                        List.of(sink("users", "per-user")),
                        Map.of()),
                new Case(
                        "as they do where they are told by it",
                        List.of(uniqueOfUser, window("per-user", "unique", 1)),
                        List.of(sink("users", "per-user")),
                        Map.of("clicks", List.of("user"), "users", List.of("user"))),
                new Case(
                        "without keyed steps: by the record's key",
                        List.of(),
                        List.of(sink("raw", "clicks", 0)),
                        Map.of("clicks", List.of("id"), "raw", List.of("id"))),
                new Case(
                        "or by all that can be",
                        List.of(),
                        List.of(sink("raw", "clicks")),
                        Map.of("clicks", List.of("id", "page", "user"), "raw", List.of("id", "page", "user"))),
                new Case(
                        "under another name, but not with another value",
                        List.of(renamed),
                        List.of(sink("out", "renamed")),
                        Map.of("clicks", List.of("user"), "out", List.of("who"))),
                new Case(
                        "sources that meet are sampled alike",
                        List.of(both, window("per-user", "both", 1)),
                        List.of(sink("users", "per-user"), sink("mine", "others")),
                        Map.of(
                                "clicks",
                                List.of("user"),
                                "others",
                                List.of("user"),
                                "users",
                                List.of("user"),
                                "mine",
                                List.of("user"))),
                new Case(
                        "sources that do not meet each by its own",
                        List.of(perUser, window("per-page", "others", 2)),
                        List.of(sink("users", "per-user"), sink("pages", "per-page")),
                        Map.of(
                                "clicks",
                                List.of("user"),
                                "others",
                                List.of("page"),
                                "users",
                                List.of("user"),
                                "pages",
                                List.of("page"))),
                new Case("fractions are no keys", List.of(window("per-price", "clicks", 3)), prices(), Map.of()));
    }

    private static List<SinkDefinition> prices() {
        return List.of(sink("prices", "per-price"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void columns_that_serve(Case one) {
        // given
        PipelineDefinition definition = definition(CLICK, one.steps(), one.sinks());
        Comparison comparison = comparison(definition, 10);

        // when
        SampleKeys sample = comparison.sample(definition).orElseThrow();

        // then
        assertThat(columns(sample, definition)).isEqualTo(one.by());
        assertThat(comparison.compared(definition)).containsExactlyInAnyOrderElementsOf(sample.sinks());
        assertThat(comparison.uncompared(definition).values())
                .hasSize(one.sinks().size() - sample.sinks().size())
                .allMatch(Uncompared.NOT_SAMPLED::equals);
    }

    @Test
    void both_jobs_must_tell_and_mean_the_same() {
        // given
        List<SinkDefinition> sinks = List.of(sink("out", "out"));
        PipelineDefinition byUser = definition(CLICK, List.of(window("out", "clicks", 1)), sinks);
        PipelineDefinition byPage = definition(CLICK, List.of(window("out", "clicks", 2)), sinks);
        PipelineDefinition byBoth = definition(CLICK, List.of(window("out", "clicks", 2, 1)), sinks);
        RowType text = row("id STRING", "user STRING", "page STRING", "price DOUBLE");
        RowType whole = row("id STRING", "user INT", "page STRING", "price DOUBLE");
        PipelineDefinition byText = definition(text, List.of(window("out", "clicks", text, 1)), sinks);
        PipelineDefinition byWhole = definition(whole, List.of(window("out", "clicks", whole, 1)), sinks);

        // when, then
        assertThat(comparison(byUser, 10).uncompared(byPage)).isEqualTo(Map.of("out", Uncompared.NOT_SAMPLED));
        assertThat(comparison(byUser, 10).uncompared(byText)).isEqualTo(Map.of("out", Uncompared.NOT_SAMPLED));
        assertThat(comparison(byUser, 10).compared(byWhole)).containsExactly("out");
        assertThat(comparison(byUser, 10)
                        .sample(byBoth)
                        .orElseThrow()
                        .of(byBoth.sources().get(0)))
                .containsExactly(1);
    }

    @Test
    void a_window_whose_key_does_not_tell_cannot_tell_its_late_records() {
        // given
        Window perUser = window("per-user", "clicks", 1);
        Window perPage = window("per-page", "clicks", 2);
        PipelineDefinition definition = definition(
                CLICK, List.of(perUser, perPage), List.of(sink("users", "per-user"), sink("pages", "per-page")));

        // when
        SampleKeys sample = comparison(definition, 10).sample(definition).orElseThrow();

        // then
        assertThat(sample.of(perUser, definition)).contains(row("user BIGINT"));
        assertThat(sample.of(perPage, definition)).isEmpty();
    }

    @Test
    void a_source_that_goes_nowhere_any_more_and_has_lost_the_column_is_processed_whole() {
        // given
        Filter ofBoth = filter("clicks", "others");
        Filter ofOne = filter("others");
        PipelineDefinition live = definition(CLICK, List.of(ofBoth), List.of(sink("out", "kept", 1)));
        PipelineDefinition candidate =
                definition(row("id STRING"), List.of(ofOne), List.of(sink("out", "kept", 1), sink("ids", "clicks")));

        // when
        SampleKeys sample = comparison(live, 10).sample(candidate).orElseThrow();

        // then
        assertThat(sample.sinks()).containsExactly("out");
        assertThat(sample.of(candidate.sources().get(0))).isEmpty();
        assertThat(sample.of(candidate.sources().get(1))).containsExactly(1);
    }

    private static Filter filter(String... from) {
        return new Filter("kept", "filter:kept@1", List.of(from), new Expression.Literal("true", BOOLEAN), CLICK);
    }

    @Test
    void all_keys_are_no_sample() {
        // given
        PipelineDefinition definition = definition(CLICK, List.of(window("per-price", "clicks", 3)), prices());

        // when, then
        assertThat(comparison(definition, 100).sample(definition)).isEmpty();
        assertThat(comparison(definition, 100).compared(definition)).containsExactly("prices");
    }

    private static Map<String, List<String>> columns(SampleKeys sample, PipelineDefinition definition) {
        Map<String, List<String>> columns = definition.sources().stream()
                .filter(source -> !sample.of(source).isEmpty())
                .collect(Collectors.toMap(
                        SourceDefinition::name, source -> names(source.output().select(sample.of(source)))));
        sample.sinks().forEach(sink -> columns.put(sink, names(sample.of(definition.sink(sink), definition))));
        return columns;
    }

    private static List<String> names(RowType row) {
        return row.columns().stream().map(Column::name).toList();
    }

    private static final DataType BOOLEAN = DataType.parse("BOOLEAN");

    private static Comparison comparison(PipelineDefinition live, int percent) {
        return new Comparison("run", live, 0, "diff", Set.of(), Map.of(), 10, percent);
    }

    private static RowType row(String... columns) {
        return new RowType(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    private static Expression column(int index) {
        return new ColumnValue(
                index, CLICK.column(index).name(), CLICK.column(index).type());
    }

    private static Window window(String name, String from, Integer... key) {
        return window(name, from, CLICK, key);
    }

    private static Window window(String name, String from, RowType input, Integer... key) {
        List<Column> output = new ArrayList<>();
        Arrays.stream(key).forEach(column -> output.add(input.column(column)));
        output.add(new Column("window_start", DataType.parse("TIMESTAMP(3)")));
        output.add(new Column("window_end", DataType.parse("TIMESTAMP(3)")));
        return new Window(
                name,
                "window:" + name + "@1",
                List.of(from),
                1_000,
                1_000,
                0,
                List.of(key),
                List.of(),
                new RowType(output));
    }

    private static SinkDefinition sink(String name, String from, Integer... key) {
        return new SinkDefinition(
                name,
                List.of(from),
                name,
                key.length == 0 ? null : new SinkDefinition.Key(SinkDefinition.KeyFormat.JSON, List.of(key)),
                new SinkDefinition.JsonEncode());
    }

    private static PipelineDefinition definition(
            RowType clicks, List<StepDefinition> steps, List<SinkDefinition> sinks) {
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                List.of(source("clicks", clicks), source("others", CLICK)),
                steps,
                sinks,
                new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
    }

    private static SourceDefinition source(String name, RowType row) {
        return new SourceDefinition(
                name,
                "source:" + name + "@1",
                name,
                new SourceDefinition.JsonDecode(row),
                null,
                SourceDefinition.StartFrom.EARLIEST);
    }
}
