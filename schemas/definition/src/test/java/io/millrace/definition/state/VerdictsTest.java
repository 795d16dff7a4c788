package io.millrace.definition.state;

import static io.millrace.definition.state.Clicks.CLICK;
import static io.millrace.definition.state.Clicks.COUNT;
import static io.millrace.definition.state.Clicks.MINUTE;
import static io.millrace.definition.state.Clicks.PER_PAGE;
import static io.millrace.definition.state.Clicks.REAL;
import static io.millrace.definition.state.Clicks.SOURCE;
import static io.millrace.definition.state.Clicks.SUM;
import static io.millrace.definition.state.Clicks.UNIQUE;
import static io.millrace.definition.state.Clicks.column;
import static io.millrace.definition.state.Clicks.filter;
import static io.millrace.definition.state.Clicks.job;
import static io.millrace.definition.state.Clicks.named;
import static io.millrace.definition.state.Clicks.pipeline;
import static io.millrace.definition.state.Clicks.row;
import static io.millrace.definition.state.Clicks.sink;
import static io.millrace.definition.state.Clicks.source;
import static io.millrace.definition.state.Clicks.unique;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.definition.PipelineDefinition.Payload;
import io.millrace.definition.RowType;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What is said of each change, word for word: the golden file is the table that users read, with sentences. */
class VerdictsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/io/millrace/definition/state/verdicts.txt");

    private static final PipelineDefinition BEFORE = pipeline(REAL, UNIQUE, PER_PAGE);

    /** One change, from {@link #BEFORE} unless it says otherwise. */
    private record Change(String name, StatefulJob before, StatefulJob next) {}

    private final List<Change> changes = new ArrayList<>();

    private void change(String name, StepDefinition... steps) {
        change(name, pipeline(steps));
    }

    private void change(String name, PipelineDefinition next) {
        change(name, job(next));
    }

    private void change(String name, StatefulJob next) {
        changes.add(new Change(name, job(BEFORE), next));
    }

    @Test
    void each_change_has_its_verdict_and_its_sentence() throws IOException {
        // given
        whatItRunsOn();
        sources();
        stateless();
        statefulSteps();
        windows();

        // when
        String judged = changes.stream()
                .map(change -> "# " + change.name() + "\n"
                        + Succession.of(Optional.of(change.before()), change.next(), List.of()).findings().stream()
                                .map(finding -> finding.verdict().word() + " " + finding + "\n")
                                .collect(Collectors.joining())
                        + "\n")
                .collect(Collectors.joining());

        // then
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(GOLDEN.getParent());
            Files.writeString(GOLDEN, judged);
        }
        assertThat(GOLDEN)
                .as("if this is meant: mvn test -pl schemas/definition -Dgolden.write=true")
                .hasContent(judged);
    }

    private void whatItRunsOn() {
        change("nothing", BEFORE);
        change("parallelism", new StatefulJob(BEFORE, 4, 128, "rocksdb", "0a1b2c3d"));
        change("maxParallelism", new StatefulJob(BEFORE, 2, 256, "rocksdb", "0a1b2c3d"));
        change("state backend", new StatefulJob(BEFORE, 2, 128, "heap", "0a1b2c3d"));
        change(
                "topics of sinks, dead letters, delivery",
                pipeline(
                        List.of(SOURCE),
                        List.of(REAL, UNIQUE, PER_PAGE),
                        List.of(sink("pages", "other"), sink("more", "more")),
                        Payload.REFERENCE,
                        Delivery.AT_LEAST_ONCE));
    }

    private void sources() {
        change("a source added", pipeline(List.of(SOURCE, source("app", "app")), REAL, UNIQUE, PER_PAGE));
        changes.add(new Change(
                "a source removed",
                job(pipeline(List.of(SOURCE, source("app", "app")), REAL, UNIQUE, PER_PAGE)),
                job(BEFORE)));
        change("a source renamed", pipeline(List.of(source("events", "clicks")), REAL, UNIQUE, PER_PAGE));
        change("the topic of a source", pipeline(List.of(source("clicks", "clicks2")), REAL, UNIQUE, PER_PAGE));
        change("the event time", pipeline(List.of(source("clicks", "clicks", CLICK, "seen")), REAL, UNIQUE, PER_PAGE));
        RowType wider = row("user BIGINT", "page STRING", "new STRING", "price INT", "at TIMESTAMP(3)", "seen BIGINT");
        change(
                "a column in the schema",
                pipeline(List.of(source("clicks", "clicks", wider, "at")), REAL, UNIQUE, PER_PAGE));
        change(
                "where a source begins",
                pipeline(
                        List.of(new SourceDefinition(
                                "clicks",
                                SOURCE.uid(),
                                SOURCE.topic(),
                                SOURCE.decode(),
                                SOURCE.eventTime(),
                                StartFrom.LATEST)),
                        REAL,
                        UNIQUE,
                        PER_PAGE));
    }

    private void stateless() {
        change("a condition", filter("real", "7"), UNIQUE, PER_PAGE);
        change("a stateless step added", REAL, filter("more", "1"), UNIQUE, PER_PAGE);
        change("a stateless step renamed", filter("good", "0"), UNIQUE, PER_PAGE);
    }

    private void statefulSteps() {
        changes.add(new Change("a step with state added", job(pipeline(REAL, UNIQUE)), job(BEFORE)));
        change("a step with state removed", REAL, PER_PAGE);
        change("a step with state renamed", REAL, UNIQUE, renamed());
        change("another verb", REAL, UNIQUE, filter("per-page", "0"));
        change("the key of deduplicate", REAL, unique(10 * MINUTE, 0), PER_PAGE);
        change("a longer within", REAL, unique(11 * MINUTE, 0, 1), PER_PAGE);
        change("a shorter within", REAL, unique(MINUTE, 0, 1), PER_PAGE);
    }

    private static StepDefinition renamed() {
        return Clicks.window(
                "by-page",
                List.of("real"),
                CLICK,
                10 * MINUTE,
                10 * MINUTE,
                0,
                List.of(1),
                named("n", COUNT),
                named("sum", SUM));
    }

    private void windows() {
        windowWith("the key of a window", 10, 0, List.of(0), named("n", COUNT), named("sum", SUM));
        windowWith("the size", 5, 0, List.of(1), named("n", COUNT), named("sum", SUM));
        windowWith("allowed lateness", 10, 1, List.of(1), named("n", COUNT), named("sum", SUM));
        Aggregate ofUser = Aggregate.of(AggregateFunction.COUNT, column("user"), Clicks.BIGINT);
        windowWith("an aggregate's expression", 10, 0, List.of(1), named("n", ofUser), named("sum", SUM));
        windowWith("an aggregate added", 10, 0, List.of(1), named("n", COUNT), named("sum", SUM), named("m", COUNT));
        windowWith("an aggregate removed", 10, 0, List.of(1), named("sum", SUM));
        windowWith("aggregates in another order", 10, 0, List.of(1), named("sum", SUM), named("n", COUNT));
        windowWith("an aggregate renamed", 10, 0, List.of(1), named("count", COUNT), named("sum", SUM));
        Aggregate max = Aggregate.of(
                AggregateFunction.MAX,
                column("price"),
                Clicks.row("x INT").column(0).type());
        windowWith("another function", 10, 0, List.of(1), named("n", COUNT), named("sum", max));
        change(
                "what a window reads",
                REAL,
                UNIQUE,
                Clicks.window(
                        "per-page",
                        List.of("unique"),
                        CLICK,
                        10 * MINUTE,
                        10 * MINUTE,
                        0,
                        List.of(1),
                        named("n", COUNT),
                        named("sum", SUM)));
        typesOfColumns();
    }

    private void windowWith(String change, int minutes, int late, List<Integer> key, Clicks.Named... aggregates) {
        change(change, REAL, UNIQUE, Clicks.window(minutes * MINUTE, minutes * MINUTE, late * MINUTE, key, aggregates));
    }

    private void typesOfColumns() {
        RowType longer = row("user BIGINT", "page BYTES", "price BIGINT", "at TIMESTAMP(3)", "seen BIGINT");
        Aggregate sum = Aggregate.of(AggregateFunction.SUM, column(longer, "price"), Clicks.BIGINT);
        change(
                "types of columns in the schema",
                pipeline(
                        List.of(source("clicks", "clicks", longer, "at")),
                        REAL,
                        UNIQUE,
                        Clicks.window(
                                "per-page",
                                List.of("real"),
                                longer,
                                10 * MINUTE,
                                10 * MINUTE,
                                0,
                                List.of(1),
                                named("n", COUNT),
                                named("sum", sum))));
    }
}
