package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.STRING;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.graph.Orders.ORDER;
import static io.millrace.job.graph.Orders.jsonSink;
import static io.millrace.job.graph.Orders.order;

import io.millrace.definition.Column;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;

/** A pipeline with state, in the parts that an edit changes, and what it reads before the edit and after it. */
final class Restored {

    static final long MINUTE = 60_000;

    /** Read before the savepoint: orders in windows that stay open, ids that are remembered. */
    static final List<String> EARLIER = List.of(order("a", "paid", 5, "10:01:00"), order("b", "open", 1, "10:02:00"));

    /** Read after it: one that repeats, one that does not, and one that closes all windows. */
    static final List<String> LATER = List.of(
            order("a", "paid", 7, "10:03:00"), order("c", "paid", 6, "10:04:00"), order("z", "end", 1, "11:00:00"));

    static final Filter SOME = some("0");
    static final Deduplicate UNIQUE = unique(10, 0);
    static final Named COUNT = new Named("n", Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()));
    static final Named SUM = sum("sum", "amount");
    static final Window PER_KIND = window(10, 10, 0, List.of(1), COUNT, SUM);
    static final PipelineDefinition BEFORE = pipelineOf(SOME, UNIQUE, PER_KIND);

    private Restored() {}

    /** An aggregate and its column. */
    record Named(String name, Aggregate aggregate) {}

    static Named sum(String name, String argument) {
        return new Named(name, Aggregate.of(AggregateFunction.SUM, column(ORDER, argument), BIGINT));
    }

    static Named most(String name) {
        return new Named(name, Aggregate.of(AggregateFunction.MAX, column(ORDER, "amount"), BIGINT));
    }

    /** Orders of more than an amount. */
    static Filter some(String moreThan) {
        Expression condition = call(Function.GREATER, BOOLEAN, column(ORDER, "amount"), literal(moreThan, BIGINT));
        return new Filter("some", "filter:some@1", List.of("orders"), condition, ORDER);
    }

    static Deduplicate unique(int minutes, Integer... key) {
        return new Deduplicate(
                "unique", "deduplicate:unique@1", List.of("some"), List.of(key), minutes * MINUTE, ORDER);
    }

    static Window window(int size, int slide, int late, List<Integer> key, Named... aggregates) {
        return window("per-kind", "some", size, slide, late, key, aggregates);
    }

    static Window window(
            String name, String from, int size, int slide, int late, List<Integer> key, Named... aggregates) {
        List<Column> output = new ArrayList<>();
        key.forEach(column -> output.add(ORDER.column(column)));
        output.addAll(
                row("window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)").columns());
        List<Aggregate> each = new ArrayList<>();
        for (Named one : aggregates) {
            output.add(new Column(one.name(), one.aggregate().type()));
            each.add(one.aggregate());
        }
        return new Window(
                name,
                "window:" + name + "@1",
                List.of(from),
                size * MINUTE,
                slide * MINUTE,
                late * MINUTE,
                key,
                each,
                new RowType(output));
    }

    static PipelineDefinition pipelineOf(StepDefinition... steps) {
        return from(List.of(Orders.source("orders")), steps);
    }

    /** Each step with state has a sink of its own. */
    static PipelineDefinition from(List<SourceDefinition> sources, StepDefinition... steps) {
        List<SinkDefinition> sinks = new ArrayList<>();
        for (StepDefinition step : steps) {
            if (step instanceof StepDefinition.Keyed) {
                sinks.add(jsonSink(step.name(), step.name(), 0));
            }
        }
        return pipeline(sources, List.of(steps), sinks);
    }

    static Expression isKind(String kind) {
        return call(Function.EQUAL, BOOLEAN, column(ORDER, "kind"), literal(kind, STRING));
    }

    /** A result of {@link #PER_KIND}. */
    static String total(String kind, String start, String end, String results) {
        return "{\"kind\":\"%s\",\"window_start\":\"2026-01-31T%s:00.000Z\",\"window_end\":\"2026-01-31T%s:00.000Z\",%s}"
                .formatted(kind, start, end, results);
    }
}
