package io.millrace.job.restarts;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.DOUBLE;
import static io.millrace.job.Definitions.STRING;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;

import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.Definitions;
import java.util.List;

/** A keyed step, and what it is compared with. */
record StepUnderTest(Keyed step, NaiveStep model) {

    private static final RowType RESULTS = Definitions.row(
            "kind STRING",
            "window_start TIMESTAMP(3)",
            "window_end TIMESTAMP(3)",
            "events BIGINT",
            "users BIGINT",
            "of_ann BIGINT",
            "sum BIGINT",
            "sum_of_distinct BIGINT",
            "average DOUBLE",
            "least BIGINT",
            "most STRING");

    static StepUnderTest windows(long slide, int windows, long allowedLateness) {
        long size = slide * windows;
        Expression amount = column(Event.ROW, "amount");
        Expression user = column(Event.ROW, "user");
        Expression isAnn = call(Function.EQUAL, BOOLEAN, user, literal("ann", STRING));
        Expression isPositive = call(Function.GREATER, BOOLEAN, amount, literal("0", BIGINT));
        Window step = new Window(
                "windows",
                "window:windows@1",
                List.of("events"),
                size,
                slide,
                allowedLateness,
                List.of(0),
                List.of(
                        Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                        new Aggregate(AggregateFunction.COUNT, true, user, null, BIGINT.notNull()),
                        new Aggregate(AggregateFunction.COUNT, false, null, isAnn, BIGINT.notNull()),
                        Aggregate.of(AggregateFunction.SUM, amount, BIGINT),
                        new Aggregate(AggregateFunction.SUM, true, amount, isPositive, BIGINT),
                        Aggregate.of(AggregateFunction.AVG, amount, DOUBLE),
                        Aggregate.of(AggregateFunction.MIN, amount, BIGINT),
                        Aggregate.of(AggregateFunction.MAX, user, STRING)),
                RESULTS);
        return new StepUnderTest(step, new NaiveWindows(size, slide, allowedLateness));
    }

    static StepUnderTest deduplicate(long within) {
        Deduplicate step =
                new Deduplicate("unique", "deduplicate:unique@1", List.of("events"), List.of(0), within, Event.ROW);
        return new StepUnderTest(step, new NaiveDeduplication(within));
    }

    KeyedSubtasks.Operators operators() {
        return KeyedSubtasks.Operators.of(
                Definitions.pipeline(
                        List.of(new SourceDefinition(
                                "events",
                                "source:events@1",
                                "events",
                                new SourceDefinition.JsonDecode(Event.ROW),
                                new SourceDefinition.EventTime(3, SourceDefinition.TimeUnit.MILLIS, 0, 0, 600_000),
                                SourceDefinition.StartFrom.EARLIEST)),
                        List.of(step),
                        List.of(new SinkDefinition(
                                "out", List.of(step.name()), "out", null, new SinkDefinition.JsonEncode()))),
                step);
    }
}
