package io.millrace.definition.state;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Expression.Call;
import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.Expression.Literal;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.DeadLetter;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.definition.PipelineDefinition.Payload;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.JsonEncode;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.JsonDecode;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.SourceDefinition.TimeUnit;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A shop's clicks, in the parts that tests change. */
final class Clicks {

    static final DataType BIGINT = DataType.parse("BIGINT");
    static final long MINUTE = 60_000;
    static final RowType CLICK = row("user BIGINT", "page STRING", "price INT", "at TIMESTAMP(3)", "seen BIGINT");

    static final SourceDefinition SOURCE = source("clicks", "clicks");
    static final Filter REAL = filter("real", "0");
    static final Deduplicate UNIQUE = unique(10 * MINUTE, 0, 1);
    static final Aggregate COUNT = Aggregate.of(AggregateFunction.COUNT, null, BIGINT.notNull());
    static final Aggregate SUM = Aggregate.of(AggregateFunction.SUM, column("price"), BIGINT);
    static final Window PER_PAGE =
            window(10 * MINUTE, 10 * MINUTE, 0, List.of(1), named("n", COUNT), named("sum", SUM));

    private Clicks() {}

    static RowType row(String... columns) {
        return new RowType(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    static Expression column(String name) {
        return column(CLICK, name);
    }

    static Expression column(RowType row, String name) {
        int index = row.indexOf(name).orElseThrow();
        return new ColumnValue(index, name, row.column(index).type());
    }

    static SourceDefinition source(String name, String topic) {
        return source(name, topic, CLICK, "at");
    }

    static SourceDefinition source(String name, String topic, RowType row, String eventTime) {
        return new SourceDefinition(
                name,
                Uid.first(Uid.SOURCE, name).toString(),
                topic,
                new JsonDecode(row),
                new EventTime(row.indexOf(eventTime).orElseThrow(), TimeUnit.MILLIS, 0, 0, MINUTE),
                StartFrom.EARLIEST);
    }

    static Filter filter(String name, String moreThan) {
        return new Filter(
                name,
                "filter:" + name + "@1",
                List.of("clicks"),
                new Call(
                        Function.GREATER,
                        List.of(column("user"), new Literal(moreThan, BIGINT)),
                        DataType.parse("BOOLEAN")),
                CLICK);
    }

    static Deduplicate unique(long within, Integer... key) {
        return new Deduplicate("unique", "deduplicate:unique@1", List.of("real"), List.of(key), within, CLICK);
    }

    record Named(String name, Aggregate aggregate) {}

    static Named named(String name, Aggregate aggregate) {
        return new Named(name, aggregate);
    }

    static Window window(long size, long slide, long lateness, List<Integer> key, Named... aggregates) {
        return window("per-page", List.of("real"), CLICK, size, slide, lateness, key, aggregates);
    }

    static Window window(
            String name,
            List<String> from,
            RowType input,
            long size,
            long slide,
            long lateness,
            List<Integer> key,
            Named... aggregates) {
        List<Column> output = new ArrayList<>();
        key.forEach(column -> output.add(input.column(column)));
        output.add(new Column("window_start", DataType.parse("TIMESTAMP(3) NOT NULL")));
        output.add(new Column("window_end", DataType.parse("TIMESTAMP(3) NOT NULL")));
        for (Named one : aggregates) {
            output.add(new Column(one.name(), one.aggregate().type()));
        }
        return new Window(
                name,
                "window:" + name + "@1",
                from,
                size,
                slide,
                lateness,
                key,
                Arrays.stream(aggregates).map(Named::aggregate).toList(),
                new RowType(output));
    }

    static SinkDefinition sink(String name, String topic) {
        return new SinkDefinition(name, List.of("per-page"), topic, null, new JsonEncode());
    }

    static PipelineDefinition pipeline(StepDefinition... steps) {
        return pipeline(List.of(SOURCE), steps);
    }

    static PipelineDefinition pipeline(List<SourceDefinition> sources, StepDefinition... steps) {
        return pipeline(
                sources, List.of(steps), List.of(sink("pages", "pages")), Payload.ORIGINAL, Delivery.EXACTLY_ONCE);
    }

    static PipelineDefinition pipeline(
            List<SourceDefinition> sources,
            List<StepDefinition> steps,
            List<SinkDefinition> sinks,
            Payload payload,
            Delivery delivery) {
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                sources,
                steps,
                sinks,
                new DeadLetter("dlq", payload),
                "late",
                "ledger",
                delivery);
    }

    static StatefulJob job(PipelineDefinition definition) {
        return new StatefulJob(definition, 2, 128, "rocksdb", "0a1b2c3d");
    }
}
