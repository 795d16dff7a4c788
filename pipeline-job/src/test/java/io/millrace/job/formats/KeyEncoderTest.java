package io.millrace.job.formats;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DataType;
import io.millrace.definition.Expression;
import io.millrace.definition.Function;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.KeyFormat;
import io.millrace.job.logic.ExpressionCompiler;
import io.millrace.job.records.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyEncoderTest {

    private static final RowType TYPE =
            row("id STRING", "n BIGINT", "at TIMESTAMP(3)", "raw BYTES", "price DECIMAL(10, 2)");
    private static final long DAY = 86_400_000;
    private static final Row ROW = new Row("a", 5L, 1_769_860_800_000L, new byte[] {-1, 0}, new BigDecimal("1.50"));

    @Test
    void a_string_key_is_the_text_of_its_column() throws BadRecord {
        assertThat(text(key(KeyFormat.STRING, ROW, 0))).isEqualTo("a");
        assertThat(text(key(KeyFormat.STRING, ROW, 1))).isEqualTo("5");
        assertThat(text(key(KeyFormat.STRING, ROW, 2))).isEqualTo("2026-01-31 12:00:00.000");
        assertThat(text(key(KeyFormat.STRING, ROW, 4))).isEqualTo("1.50");
    }

    @Test
    void bytes_stay_as_they_are() throws BadRecord {
        assertThat(key(KeyFormat.STRING, ROW, 3)).containsExactly(-1, 0);
    }

    @Test
    void a_json_key_is_an_object_in_the_order_of_its_columns() throws BadRecord {
        assertThat(text(key(KeyFormat.JSON, ROW, 1, 0))).isEqualTo("{\"n\":5,\"id\":\"a\"}");
    }

    @Test
    void a_key_that_is_all_null_is_none() throws BadRecord {
        // given
        Row empty = new Row(null, null, null, null, null);
        Row partly = new Row("a", null, null, null, null);

        // when, then
        assertThat(key(KeyFormat.STRING, empty, 0)).isNull();
        assertThat(key(KeyFormat.JSON, empty, 0, 1)).isNull();
        assertThat(text(key(KeyFormat.JSON, partly, 0, 1))).isEqualTo("{\"id\":\"a\",\"n\":null}");
    }

    // Who reads the topic gets the columns back.
    @Property
    void a_json_key_tells_its_columns(@ForAll("keyed") Row row, @ForAll("orders") List<Integer> columns)
            throws BadRecord {
        // when
        byte[] key = new KeyEncoder(new SinkDefinition.Key(KeyFormat.JSON, columns), TYPE).encode(row);

        // then
        int[] chosen = columns.stream().mapToInt(Integer::intValue).toArray();
        Row read = key == null ? new Row(new Object[TYPE.size()]) : new JsonDecoder(TYPE).decode(key);
        assertThat(read.select(chosen)).isEqualTo(row.select(chosen));
    }

    @Property
    void a_string_key_tells_its_column(@ForAll("keyed") Row row, @ForAll @IntRange(max = 4) int column)
            throws BadRecord {
        // when
        byte[] key = key(KeyFormat.STRING, row, column);

        // then
        DataType type = TYPE.column(column).type();
        Object read = key == null || type.kind() == DataType.Kind.BYTES ? key : cast(text(key), type);
        assertThat(read).isEqualTo(row.get(column));
    }

    private static @Nullable Object cast(@Nullable String text, DataType type) {
        DataType texts = DataType.of(DataType.Kind.STRING);
        Expression cast =
                new Expression.Call(Function.CAST, List.of(new Expression.ColumnValue(0, "text", texts)), type);
        return ExpressionCompiler.compile(cast).evaluate(new Row(text));
    }

    @Provide
    Arbitrary<Row> keyed() {
        // What texts of instants can say.
        long first = LocalDate.of(1, 1, 1).toEpochDay() * DAY;
        long last = LocalDate.of(9999, 12, 31).toEpochDay() * DAY;
        return Combinators.combine(
                        Arbitraries.strings().ofMaxLength(20).injectNull(0.2),
                        Arbitraries.longs().injectNull(0.2),
                        Arbitraries.longs().between(first, last).injectNull(0.2),
                        Arbitraries.bytes().array(byte[].class).injectNull(0.2),
                        Arbitraries.bigDecimals()
                                .between(new BigDecimal("-99999999"), new BigDecimal("99999999"))
                                .ofScale(2)
                                .map(decimal -> decimal.setScale(2))
                                .injectNull(0.2))
                .as((id, n, at, raw, price) -> new Row(id, n, at, raw, price));
    }

    @Provide
    Arbitrary<List<Integer>> orders() {
        return Arbitraries.shuffle(0, 1, 2, 3, 4)
                .flatMap(all -> Arbitraries.integers().between(1, all.size()).map(count -> all.subList(0, count)));
    }

    private static byte @Nullable [] key(KeyFormat format, Row row, Integer... columns) throws BadRecord {
        return new KeyEncoder(new SinkDefinition.Key(format, List.of(columns)), TYPE).encode(row);
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
