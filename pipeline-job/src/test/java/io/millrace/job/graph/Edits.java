package io.millrace.job.graph;

import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.order;
import static io.millrace.job.graph.Restored.BEFORE;
import static io.millrace.job.graph.Restored.COUNT;
import static io.millrace.job.graph.Restored.LATER;
import static io.millrace.job.graph.Restored.PER_KIND;
import static io.millrace.job.graph.Restored.SOME;
import static io.millrace.job.graph.Restored.SUM;
import static io.millrace.job.graph.Restored.UNIQUE;
import static io.millrace.job.graph.Restored.most;
import static io.millrace.job.graph.Restored.pipelineOf;
import static io.millrace.job.graph.Restored.some;
import static io.millrace.job.graph.Restored.total;
import static io.millrace.job.graph.Restored.unique;
import static io.millrace.job.graph.Restored.window;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.state.Verdict;
import io.millrace.job.Definitions;
import java.util.List;
import java.util.stream.Stream;

/** Edits that state survives, or may be dropped in, with what comes of them. */
final class Edits {

    /** In a topic that is read only after the edit. */
    static final List<String> IMPORTS = List.of(order("e", "paid", 2, "10:05:00"), order("y", "end", 1, "11:00:00"));

    static final String OTHER = order("y", "end", 1, "12:00:00");

    private Edits() {}

    static Stream<Edit> edits() {
        return Stream.of(stateless(), windows(), aggregates(), others()).flatMap(one -> one);
    }

    private static Stream<Edit> stateless() {
        return Stream.of(
                new Edit("a condition", Verdict.SAFE, pipelineOf(some("6"), UNIQUE, PER_KIND))
                        .gives("unique")
                        .gives("per-kind", total("paid", "10:00", "10:10", "\"n\":2,\"sum\":12"), open(1, 1)),
                new Edit("the backend", Verdict.NEEDS_SAVEPOINT, BEFORE)
                        .on("rocksdb")
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1)));
    }

    private static Stream<Edit> windows() {
        return Stream.of(
                new Edit("a smaller size", Verdict.MIXED_UNTIL_CLOSED, with(5, 5, 0, COUNT, SUM))
                        .givesUnique()
                        .gives(
                                "per-kind",
                                paid(1, 5),
                                open(1, 1),
                                total("paid", "10:00", "10:05", "\"n\":2,\"sum\":13")),
                new Edit("sliding", Verdict.MIXED_UNTIL_CLOSED, with(10, 5, 0, COUNT, SUM))
                        .givesUnique()
                        .gives(
                                "per-kind",
                                paid(3, 18),
                                open(1, 1),
                                total("paid", "09:55", "10:05", "\"n\":2,\"sum\":13")),
                new Edit("allowed lateness", Verdict.MIXED_UNTIL_CLOSED, with(10, 10, 5, COUNT, SUM))
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit(
                                "other rows",
                                Verdict.MIXED_UNTIL_CLOSED,
                                pipelineOf(
                                        SOME, UNIQUE, window("per-kind", "unique", 10, 10, 0, List.of(1), COUNT, SUM)))
                        .givesUnique()
                        .gives("per-kind", paid(2, 11), open(1, 1)),
                new Edit("another key", Verdict.DROPPED, pipelineOf(SOME, UNIQUE, window(10, 10, 0, List.of(0), COUNT)))
                        .dropping("per-kind")
                        .givesUnique()
                        .gives("per-kind", byId("a"), byId("c")));
    }

    private static String byId(String id) {
        return total("paid", "10:00", "10:10", "\"n\":1").replace("\"kind\":\"paid\"", "\"id\":\"" + id + "\"");
    }

    private static Stream<Edit> aggregates() {
        Restored.Named ids = new Restored.Named(
                "n", Aggregate.of(AggregateFunction.COUNT, Definitions.column(ORDER, "id"), Definitions.BIGINT));
        return Stream.of("hashmap", "rocksdb").flatMap(backend -> Stream.of(
                        new Edit("COUNT of a column", Verdict.MIXED_UNTIL_CLOSED, with(10, 10, 0, ids, SUM))
                                .gives("per-kind", paid(3, 18), open(1, 1)),
                        new Edit(
                                        "an aggregate added",
                                        Verdict.MIXED_UNTIL_CLOSED,
                                        with(10, 10, 0, most("most"), COUNT, SUM))
                                .gives(
                                        "per-kind",
                                        total("paid", "10:00", "10:10", "\"most\":7,\"n\":3,\"sum\":18"),
                                        total("open", "10:00", "10:10", "\"most\":null,\"n\":1,\"sum\":1")),
                        new Edit("an aggregate removed", Verdict.SAFE, with(10, 10, 0, SUM))
                                .gives(
                                        "per-kind",
                                        total("paid", "10:00", "10:10", "\"sum\":18"),
                                        total("open", "10:00", "10:10", "\"sum\":1")))
                .map(edit -> backend.equals("rocksdb")
                        ? edit.also(Verdict.NEEDS_SAVEPOINT).on(backend)
                        : edit)
                .map(Edit::givesUnique));
    }

    private static Stream<Edit> others() {
        return Stream.of(
                new Edit("a longer within", Verdict.MIXED_UNTIL_CLOSED, pipelineOf(SOME, unique(20, 0), PER_KIND))
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit("a shorter within", Verdict.SAFE, pipelineOf(SOME, unique(1, 0), PER_KIND))
                        .gives("unique", LATER.toArray(String[]::new))
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit("a step added", Verdict.STARTS_EMPTY, pipelineOf(SOME, UNIQUE, PER_KIND, second()))
                        .also(Verdict.SAFE)
                        .givesUnique()
                        .gives("per-kind", paid(3, 18), open(1, 1))
                        .gives("second", total("paid", "10:00", "10:10", "\"n\":2")),
                new Edit("a source added", Verdict.STARTS_EMPTY, withImports())
                        .also(Verdict.SAFE)
                        .gives("unique", LATER.get(1), LATER.get(2), IMPORTS.get(0), IMPORTS.get(1))
                        .gives("per-kind", paid(4, 20), open(1, 1)),
                new Edit(
                                "another event time",
                                Verdict.MIXED_UNTIL_CLOSED,
                                Restored.from(List.of(timedByAmount()), SOME, UNIQUE, PER_KIND))
                        .gives("late", twice(LATER))
                        .gives("unique")
                        .gives("per-kind"),
                new Edit("a step removed", Verdict.DROPPED, pipelineOf(SOME, PER_KIND))
                        .dropping("unique")
                        .also(Verdict.SAFE)
                        .gives("per-kind", paid(3, 18), open(1, 1)),
                new Edit("a step renamed", Verdict.STARTS_EMPTY, pipelineOf(SOME, UNIQUE, second()))
                        .dropping("per-kind")
                        .also(Verdict.DROPPED, Verdict.SAFE, Verdict.SAFE)
                        .givesUnique()
                        .gives("second", total("paid", "10:00", "10:10", "\"n\":2")),
                new Edit(
                                "another topic",
                                Verdict.DROPPED,
                                Restored.from(List.of(ofTopic("other")), SOME, UNIQUE, PER_KIND))
                        .dropping("orders")
                        .gives("unique", OTHER)
                        .gives("per-kind", paid(1, 5), open(1, 1)));
    }

    // Once for each step with state.
    private static String[] twice(List<String> values) {
        return Stream.concat(values.stream(), values.stream()).toArray(String[]::new);
    }

    private static StepDefinition second() {
        return window("second", "some", 10, 10, 0, List.of(1), COUNT);
    }

    // Its records are read beside the old source's, by the same step.
    private static PipelineDefinition withImports() {
        Filter both =
                new Filter(SOME.name(), SOME.uid(), List.of("orders", "imports"), SOME.condition(), SOME.output());
        return Restored.from(List.of(Orders.source("orders"), Orders.source("imports")), both, UNIQUE, PER_KIND);
    }

    // The amounts, as milliseconds of 1970.
    private static SourceDefinition timedByAmount() {
        SourceDefinition source = Orders.source("orders");
        return new SourceDefinition(
                source.name(),
                source.uid(),
                source.topic(),
                source.decode(),
                new SourceDefinition.EventTime(2, SourceDefinition.TimeUnit.MILLIS, 0, 0, 600_000),
                source.startFrom());
    }

    private static SourceDefinition ofTopic(String topic) {
        SourceDefinition source = Orders.source("orders");
        return new SourceDefinition(
                source.name(), source.uid(), topic, source.decode(), source.eventTime(), source.startFrom());
    }

    static PipelineDefinition with(int size, int slide, int late, Restored.Named... aggregates) {
        return pipelineOf(SOME, UNIQUE, window(size, slide, late, List.of(1), aggregates));
    }

    private static String paid(int n, int sum) {
        return total("paid", "10:00", "10:10", "\"n\":" + n + ",\"sum\":" + sum);
    }

    private static String open(int n, int sum) {
        return total("open", "10:00", "10:10", "\"n\":" + n + ",\"sum\":" + sum);
    }
}
