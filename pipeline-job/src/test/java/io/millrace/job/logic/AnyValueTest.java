package io.millrace.job.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.Expression;
import io.millrace.definition.Expression.Call;
import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.Function;
import io.millrace.job.records.Row;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/**
 * Whatever stands in a record, an expression gives a value of its type or fails as expressions may: any other exception
 * would fail the job, and again after each restart.
 */
class AnyValueTest {

    private static final List<Function> OF_NUMBERS =
            List.of(Function.PLUS, Function.MINUS, Function.TIMES, Function.DIVIDE, Function.MODULO);
    private static final List<Function> OF_ONE_NUMBER =
            List.of(Function.NEGATE, Function.ABS, Function.FLOOR, Function.CEIL, Function.ROUND);
    private static final List<Function> OF_TWO =
            List.of(Function.EQUAL, Function.LESS, Function.GREATER_OR_EQUAL, Function.IN, Function.NULLIF);

    private static final Map<Kind, Class<?>> CLASSES = Map.of(
            Kind.BOOLEAN, Boolean.class,
            Kind.INT, Integer.class,
            Kind.BIGINT, Long.class,
            Kind.FLOAT, Float.class,
            Kind.DOUBLE, Double.class,
            Kind.DECIMAL, BigDecimal.class,
            Kind.STRING, String.class,
            Kind.BYTES, byte[].class,
            Kind.DATE, Integer.class,
            Kind.TIMESTAMP, Long.class);

    @Property(tries = 5000)
    void casting(@ForAll("typed") Typed value, @ForAll("types") DataType to) {
        // given
        Evaluator cast;
        try {
            cast = ExpressionCompiler.compile(call(Function.CAST, to, value.type()));
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessageStartingWith("there is no CAST from");
            return;
        }

        // when, then
        assertOutcome(cast, to, value.value());
    }

    @Property(tries = 5000)
    void calculating(@ForAll("pairs") Pair pair, @ForAll("numeric") Function function) {
        boolean one = OF_ONE_NUMBER.contains(function);
        DataType type = pair.type();
        assertOutcome(
                ExpressionCompiler.compile(one ? call(function, type, type) : call(function, type, type, type)),
                type,
                pair.left(),
                pair.right());
    }

    @Property(tries = 2000)
    void comparing(@ForAll("anyPairs") Pair pair, @ForAll("comparing") Function function) {
        DataType result = function == Function.NULLIF ? pair.type() : DataType.of(Kind.BOOLEAN);
        assertOutcome(
                ExpressionCompiler.compile(call(function, result, pair.type(), pair.type())),
                result,
                pair.left(),
                pair.right());
    }

    private static void assertOutcome(Evaluator evaluator, DataType type, @Nullable Object... row) {
        Object value;
        try {
            value = evaluator.evaluate(new Row(row));
        } catch (EvaluationException e) {
            return;
        }
        assertThat(value == null
                        || Objects.requireNonNull(CLASSES.get(type.kind())).isInstance(value))
                .as("%s is a %s", value, type)
                .isTrue();
        if (value instanceof BigDecimal decimal) {
            assertThat(decimal.scale()).isEqualTo(type.scale());
            assertThat(decimal.precision()).isLessThanOrEqualTo(Math.max(type.precision(), 1 + type.scale()));
        }
    }

    private static Expression call(Function function, DataType result, DataType... columns) {
        return new Call(
                function,
                IntStream.range(0, columns.length)
                        .<Expression>mapToObj(i -> new ColumnValue(i, "c" + i, columns[i]))
                        .toList(),
                result);
    }

    record Typed(DataType type, @Nullable Object value) {}

    record Pair(DataType type, @Nullable Object left, @Nullable Object right) {}

    @Provide
    Arbitrary<DataType> types() {
        return Arbitraries.of(Arrays.stream(Kind.values())
                .flatMap(kind -> kind == Kind.DECIMAL
                        ? Stream.of(DataType.decimal(38, 0), DataType.decimal(38, 38), DataType.decimal(5, 2))
                        : Stream.of(DataType.of(kind)))
                .toList());
    }

    @Provide
    Arbitrary<Typed> typed() {
        return types().flatMap(type -> values(type).map(value -> new Typed(type, value)));
    }

    @Provide
    Arbitrary<Pair> anyPairs() {
        return types().flatMap(AnyValueTest::pairs);
    }

    @Provide
    Arbitrary<Pair> pairs() {
        return types().filter(DataType::isNumeric).flatMap(AnyValueTest::pairs);
    }

    @Provide
    Arbitrary<Function> numeric() {
        return Arbitraries.of(
                Stream.concat(OF_NUMBERS.stream(), OF_ONE_NUMBER.stream()).toList());
    }

    @Provide
    Arbitrary<Function> comparing() {
        return Arbitraries.of(OF_TWO);
    }

    private static Arbitrary<Pair> pairs(DataType type) {
        return values(type).flatMap(left -> values(type).injectNull(0.1).map(right -> new Pair(type, left, right)));
    }

    private static Arbitrary<Object> values(DataType type) {
        Arbitrary<? extends Object> values =
                switch (type.kind()) {
                    case BOOLEAN -> Arbitraries.of(true, false);
                    case INT, DATE -> Arbitraries.integers();
                    case BIGINT, TIMESTAMP -> Arbitraries.longs();
                    case FLOAT ->
                        Arbitraries.oneOf(
                                Arbitraries.floats(),
                                Arbitraries.of(Float.NaN, Float.NEGATIVE_INFINITY, Float.MAX_VALUE, -0.0f));
                    case DOUBLE ->
                        Arbitraries.oneOf(
                                Arbitraries.doubles(),
                                Arbitraries.of(Double.NaN, Double.POSITIVE_INFINITY, Double.MIN_VALUE, -0.0));
                    case DECIMAL ->
                        Arbitraries.bigIntegers()
                                .between(
                                        BigInteger.TEN
                                                .pow(type.precision())
                                                .negate()
                                                .add(BigInteger.ONE),
                                        BigInteger.TEN.pow(type.precision()).subtract(BigInteger.ONE))
                                .map(unscaled -> new BigDecimal(unscaled, type.scale()));
                    case STRING ->
                        Arbitraries.oneOf(
                                Arbitraries.strings().ascii().ofMaxLength(8),
                                Arbitraries.strings().numeric().ofMaxLength(45),
                                Arbitraries.of(
                                        "1e999999999",
                                        "-1e-999999999",
                                        "NaN",
                                        "0x1p3",
                                        "2026-01-31",
                                        "+999999999-12-31",
                                        "-999999999-01-01 00:00:00"));
                    case BYTES -> Arbitraries.bytes().array(byte[].class);
                };
        return values.map(value -> (Object) value);
    }
}
