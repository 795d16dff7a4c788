package io.millrace.job;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Expression.Call;
import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.Expression.Literal;
import io.millrace.definition.Function;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.DeadLetter;
import io.millrace.definition.PipelineDefinition.Payload;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Connection;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Definitions for tests, in few words. */
public final class Definitions {

    public static final DataType BOOLEAN = DataType.of(DataType.Kind.BOOLEAN);
    public static final DataType INT = DataType.of(DataType.Kind.INT);
    public static final DataType BIGINT = DataType.of(DataType.Kind.BIGINT);
    public static final DataType STRING = DataType.of(DataType.Kind.STRING);
    public static final DataType DOUBLE = DataType.of(DataType.Kind.DOUBLE);
    public static final DataType TIMESTAMP = DataType.of(DataType.Kind.TIMESTAMP);

    private Definitions() {}

    /** Columns as {@code name TYPE}. */
    public static RowType row(String... columns) {
        return new RowType(Arrays.stream(columns)
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
    }

    public static Expression column(RowType row, String name) {
        int index = row.indexOf(name).orElseThrow();
        return new ColumnValue(index, name, row.column(index).type());
    }

    public static Expression literal(String text, DataType type) {
        return new Literal(text, type);
    }

    public static Expression call(Function function, DataType type, Expression... arguments) {
        return new Call(function, List.of(arguments), type);
    }

    public static PipelineDefinition pipeline(
            List<SourceDefinition> sources, List<StepDefinition> steps, List<SinkDefinition> sinks) {
        return new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                sources,
                steps,
                sinks,
                new DeadLetter("dlq", Payload.ORIGINAL),
                "late",
                "ledger",
                PipelineDefinition.Delivery.EXACTLY_ONCE);
    }

    public static SchemaPin pin(String subject, int id, String text) {
        return new SchemaPin(subject, 1, id, text);
    }

    public static RunSettings run() {
        return new RunSettings(
                PipelineDefinition.FORMAT_VERSION,
                "shop",
                "orders",
                "2b5e1f0a-0000-0000-0000-000000000000",
                "1-00000000",
                Slot.PROD,
                new Connection("localhost:1", Map.of(), null),
                1000,
                60_000,
                10_000,
                Map.of());
    }
}
