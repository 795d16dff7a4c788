package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.pipeline;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.graph.Orders.jsonSink;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;

/** What golden savepoints are made of: every verb with state, every kind of running value, and records that fill them. */
final class GoldenPipeline {

    /** Before the savepoint: one is dead, one repeats, and the last one closes windows that may come again. */
    static final List<String> EARLIER = List.of(
            sale("a", "paid", 5, "1.25", "0.5", "2026-01-30", "10:01:00"),
            sale("b", "open", -1, "1.00", "0.5", "2026-01-30", "10:02:00"),
            sale("a", "paid", 7, "2.50", "0.25", "2026-01-29", "10:04:00"),
            sale("c", "paid", 9, "4.00", "1.5", "2026-01-31", "10:12:00"));

    /** After it: too late for all, late for some, not known any more, known, and one that closes all windows. */
    static final List<String> LATER = List.of(
            sale("f", "paid", 1, "1.00", "0.5", "2026-01-01", "09:30:00"),
            sale("d", "paid", 3, "0.75", "0.125", "2026-01-28", "10:08:00"),
            sale("a", "open", 2, "0.10", "2.5", "2026-01-31", "10:13:00"),
            sale("c", "paid", 4, "1.00", "0.5", "2026-01-31", "10:13:30"),
            sale("z", "end", 1, "1.00", "1.0", "2026-01-31", "12:05:00"));

    private static final RowType SALE = row(
            "id STRING",
            "kind STRING",
            "amount BIGINT",
            "price DECIMAL(10, 2)",
            "rate DOUBLE",
            "day DATE",
            "at TIMESTAMP(3)");
    private static final long MINUTE = 60_000;

    private GoldenPipeline() {}

    static PipelineDefinition definition() {
        return pipeline(
                List.of(source()),
                List.of(valid(), unique(), perKind(), overlapping(), perHour()),
                List.of(
                        jsonSink("unique", "clean", 0),
                        jsonSink("per-kind", "kinds", 0, 1),
                        jsonSink("overlapping", "all", 0),
                        jsonSink("per-hour", "hours", 0)));
    }

    /** The last of all results is there; what was to come before it comes with the savepoint at the latest. */
    static boolean isDone(LiveTopics topics, PipelineDefinition definition) {
        return !topics.valuesOf("hours").isEmpty();
    }

    private static SourceDefinition source() {
        return new SourceDefinition(
                "sales",
                "source:sales@1",
                "sales",
                new SourceDefinition.JsonDecode(SALE),
                new SourceDefinition.EventTime(6, SourceDefinition.TimeUnit.MILLIS, 0, 0, 600_000),
                SourceDefinition.StartFrom.EARLIEST);
    }

    private static StepDefinition valid() {
        Expression positive = call(Function.GREATER, BOOLEAN, column(SALE, "amount"), literal("0", BIGINT));
        return new Validate(
                "valid", "validate:valid@1", List.of("sales"), List.of(new Rule("positive", positive)), SALE);
    }

    private static StepDefinition unique() {
        return new Deduplicate("unique", "deduplicate:unique@1", List.of("valid"), List.of(0), 10 * MINUTE, SALE);
    }

    private static StepDefinition perKind() {
        List<Column> output = new ArrayList<>(row("kind STRING", "window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)")
                .columns());
        List<Aggregate> aggregates = List.of(
                Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                new Aggregate(AggregateFunction.COUNT, true, column(SALE, "id"), null, BIGINT.notNull()),
                of(AggregateFunction.SUM, "amount", "BIGINT"),
                of(AggregateFunction.AVG, "amount", "DOUBLE"),
                of(AggregateFunction.SUM, "price", "DECIMAL(38, 2)"),
                of(AggregateFunction.AVG, "price", "DECIMAL(38, 6)"),
                of(AggregateFunction.SUM, "rate", "DOUBLE"),
                of(AggregateFunction.AVG, "rate", "DOUBLE"),
                of(AggregateFunction.MIN, "id", "STRING"),
                of(AggregateFunction.MAX, "day", "DATE"),
                of(AggregateFunction.MIN, "at", "TIMESTAMP(3)"));
        List<String> names = List.of(
                "n", "ids", "amount", "average", "price", "average_price", "rate", "average_rate", "id", "day", "at");
        for (int i = 0; i < names.size(); i++) {
            output.add(new Column(names.get(i), aggregates.get(i).type()));
        }
        return new Window(
                "per-kind",
                "window:per-kind@1",
                List.of("valid"),
                10 * MINUTE,
                10 * MINUTE,
                5 * MINUTE,
                List.of(1),
                aggregates,
                new RowType(output));
    }

    private static Aggregate of(AggregateFunction function, String argument, String type) {
        return Aggregate.of(function, column(SALE, argument), DataType.parse(type));
    }

    private static StepDefinition overlapping() {
        return new Window(
                "overlapping",
                "window:overlapping@1",
                List.of("unique"),
                20 * MINUTE,
                10 * MINUTE,
                0,
                List.of(),
                List.of(Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull())),
                row("window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "n BIGINT"));
    }

    private static StepDefinition perHour() {
        RowType counted = row("window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "n BIGINT");
        return new Window(
                "per-hour",
                "window:per-hour@1",
                List.of("overlapping"),
                60 * MINUTE,
                60 * MINUTE,
                0,
                List.of(),
                List.of(Aggregate.of(AggregateFunction.SUM, column(counted, "n"), BIGINT)),
                row("window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "n BIGINT"));
    }

    private static String sale(
            String id, String kind, long amount, String price, String rate, String day, String time) {
        return ("{\"id\":\"%s\",\"kind\":\"%s\",\"amount\":%d,\"price\":%s,\"rate\":%s,\"day\":\"%s\","
                        + "\"at\":\"2026-01-31T%s.000Z\"}")
                .formatted(id, kind, amount, price, rate, day, time);
    }
}
