package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A typed expression over one row. Types are settled: where SQL converts implicitly, a {@link Function#CAST} stands in
 * the tree, so that both sides of an operator have the operand type that {@link Function} asks for.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Expression.ColumnValue.class, name = "column"),
    @JsonSubTypes.Type(value = Expression.Literal.class, name = "literal"),
    @JsonSubTypes.Type(value = Expression.Call.class, name = "call")
})
public sealed interface Expression {

    /** The type of the value. */
    DataType type();

    /**
     * The value of a column of the step's input row.
     *
     * @param index position in the input's {@link RowType}
     * @param name the column's name, for messages only
     */
    record ColumnValue(int index, String name, DataType type) implements Expression {}

    /**
     * A constant.
     *
     * @param text the value as text: {@code true}, {@code 42}, {@code 1.50}, a string as it is, a DATE as
     *     {@code 2026-01-31}, a TIMESTAMP as {@code 2026-01-31T12:00:00.000}, BYTES in lower-case hex; {@code null} is NULL
     */
    record Literal(@Nullable String text, DataType type) implements Expression {}

    /** A function or operator applied to its arguments, in order. */
    record Call(Function function, List<Expression> arguments, DataType type) implements Expression {
        public Call {
            arguments = List.copyOf(arguments);
        }
    }
}
