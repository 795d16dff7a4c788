package io.millrace.job.graph;

import static io.millrace.job.Definitions.BIGINT;
import static io.millrace.job.Definitions.BOOLEAN;
import static io.millrace.job.Definitions.STRING;
import static io.millrace.job.Definitions.call;
import static io.millrace.job.Definitions.column;
import static io.millrace.job.Definitions.literal;
import static io.millrace.job.Definitions.row;

import io.millrace.definition.Function;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import java.util.List;

/** A shop's orders: what the tests of the graph build their pipelines of. */
final class Orders {

    static final RowType ORDER = row("id STRING", "kind STRING", "amount BIGINT", "at TIMESTAMP(3)");
    static final RowType TOTAL =
            row("kind STRING", "window_start TIMESTAMP(3)", "window_end TIMESTAMP(3)", "orders BIGINT", "total BIGINT");

    static final StepDefinition VALID = new Validate(
            "valid",
            "validate:valid@1",
            List.of("orders"),
            List.of(
                    new Rule("has-id", call(Function.IS_NOT_NULL, BOOLEAN, column(ORDER, "id"))),
                    new Rule(
                            "positive",
                            call(Function.GREATER, BOOLEAN, column(ORDER, "amount"), literal("0", BIGINT)))),
            ORDER);

    static final StepDefinition PAID = new Filter(
            "paid",
            "filter:paid@1",
            List.of("valid"),
            call(Function.EQUAL, BOOLEAN, column(ORDER, "kind"), literal("paid", STRING)),
            ORDER);

    private Orders() {}

    // Never idle by the clock: on a busy machine a source that is only slow would let the others close windows.
    static SourceDefinition source(String name) {
        return new SourceDefinition(
                name,
                "source:" + name + "@1",
                name,
                new SourceDefinition.JsonDecode(ORDER),
                new SourceDefinition.EventTime(3, SourceDefinition.TimeUnit.MILLIS, 0, 0, 600_000),
                SourceDefinition.StartFrom.EARLIEST);
    }

    /** Orders and their amounts per kind and minute. */
    static StepDefinition perMinute(String... from) {
        return new Window(
                "per-minute",
                "window:per-minute@1",
                List.of(from),
                60_000,
                60_000,
                0,
                List.of(1),
                List.of(
                        Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull()),
                        Aggregate.of(AggregateFunction.SUM, column(ORDER, "amount"), BIGINT)),
                TOTAL);
    }

    /** The minutes' totals per hour. */
    static StepDefinition perHour() {
        return new Window(
                "per-hour",
                "window:per-hour@1",
                List.of("per-minute"),
                3_600_000,
                3_600_000,
                0,
                List.of(0),
                List.of(
                        Aggregate.of(AggregateFunction.SUM, column(TOTAL, "orders"), BIGINT),
                        Aggregate.of(AggregateFunction.MAX, column(TOTAL, "total"), BIGINT)),
                TOTAL);
    }

    static SinkDefinition jsonSink(String from, String topic, Integer... key) {
        return new SinkDefinition(
                topic,
                List.of(from),
                topic,
                new SinkDefinition.Key(SinkDefinition.KeyFormat.JSON, List.of(key)),
                new SinkDefinition.JsonEncode());
    }

    /** @param time of 31 January, as {@code 10:00:10} */
    static String order(String id, String kind, long amount, String time) {
        return "{\"id\":\"%s\",\"kind\":\"%s\",\"amount\":%d,\"at\":\"2026-01-31T%s.000Z\"}"
                .formatted(id, kind, amount, time);
    }

    static String total(String kind, String start, String end, long orders, long total) {
        return ("{\"kind\":\"%s\",\"window_start\":\"2026-01-31T%s.000Z\",\"window_end\":\"2026-01-31T%s.000Z\","
                        + "\"orders\":%d,\"total\":%d}")
                .formatted(kind, start, end, orders, total);
    }
}
