package io.millrace.job.records;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.RowType;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.HexFormat;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class RowSerializerTest {

    private static final RowType EVERYTHING = row(
            "a BOOLEAN",
            "b INT",
            "c BIGINT",
            "d FLOAT",
            "e DOUBLE",
            "f DECIMAL(20, 3)",
            "g STRING",
            "h BYTES",
            "i DATE",
            "j TIMESTAMP(3)");

    private final RowSerializer serializer = new RowSerializer(EVERYTHING);

    @Property(tries = 200)
    void what_is_written_is_read(@ForAll("rows") Row one, @ForAll("rows") Row next) throws Exception {
        Stored.assertReadAsWritten(serializer, one, next);
    }

    @Provide
    Arbitrary<Row> rows() {
        Arbitrary<Object[]> first = Combinators.combine(
                        Arbitraries.of(true, false).injectNull(0.2),
                        Arbitraries.integers().injectNull(0.2),
                        Arbitraries.longs().injectNull(0.2),
                        Arbitraries.floats().injectNull(0.2),
                        Arbitraries.doubles().injectNull(0.2))
                .as((a, b, c, d, e) -> new Object[] {a, b, c, d, e});
        Arbitrary<Object[]> second = Combinators.combine(
                        Arbitraries.bigDecimals().ofScale(3).injectNull(0.2),
                        Anything.texts().injectNull(0.2),
                        Anything.bytes().injectNull(0.2),
                        Arbitraries.integers().injectNull(0.2),
                        Arbitraries.longs().injectNull(0.2))
                .as((f, g, h, i, j) -> new Object[] {f == null ? null : f.setScale(3), g, h, i, j});
        return Combinators.combine(first, second)
                .as((a, b) -> new Row(a[0], a[1], a[2], a[3], a[4], b[0], b[1], b[2], b[3], b[4]));
    }

    // What is stored today must be read by every later version: these bytes never change.
    @Test
    void the_format_stays_as_it_is() throws IOException {
        // given
        Row row = new Row(true, 1, 2L, null, 0.5, new BigDecimal("1.500"), "é", new byte[] {7}, null, -1L);
        String stored = "0801" + "01" + "00000001" + "0000000000000002" + "3fe0000000000000" + "0000000205dc"
                + "00000002c3a9" + "0000000107" + "ffffffffffffffff";

        // when
        DataOutputSerializer out = new DataOutputSerializer(16);
        serializer.serialize(row, out);

        // then
        assertThat(HexFormat.of().formatHex(out.getCopyOfBuffer())).isEqualTo(stored);
        assertThat(serializer.deserialize(
                        new DataInputDeserializer(HexFormat.of().parseHex(stored))))
                .isEqualTo(row);
    }

    @Test
    void state_of_the_same_columns_is_taken_over() throws IOException {
        // given
        RowSerializer stricter = new RowSerializer(row("a STRING NOT NULL", "b BIGINT"));
        RowSerializer before = new RowSerializer(row("a STRING", "b BIGINT NOT NULL"));

        // when, then
        assertThat(Stored.judged(stricter, before).isCompatibleAsIs()).isTrue();
    }

    @Test
    void state_of_other_columns_is_not() throws IOException {
        // given
        RowSerializer now = new RowSerializer(row("a STRING", "b BIGINT"));

        // when, then
        assertThat(Stored.judged(now, new RowSerializer(row("a STRING", "b INT")))
                        .isIncompatible())
                .isTrue();
        assertThat(Stored.judged(now, new RowSerializer(row("a STRING", "c BIGINT")))
                        .isIncompatible())
                .isTrue();
        assertThat(Stored.judged(now, new RowSerializer(row("a STRING"))).isIncompatible())
                .isTrue();
        assertThat(Stored.judged(new RowSerializer(row("a DECIMAL(10, 2)")), new RowSerializer(row("a DECIMAL(10, 3)")))
                        .isIncompatible())
                .isTrue();
    }

    @Test
    void a_later_format_is_refused_with_a_reason() {
        assertThatThrownBy(() -> new RowSerializerSnapshot()
                        .readSnapshot(
                                2,
                                new DataInputDeserializer(new byte[0]),
                                getClass().getClassLoader()))
                .hasMessage("a row was stored with format 2; this job reads 1");
    }

    @Test
    void rows_are_never_copied() {
        Row row = new Row(1);
        assertThat(serializer.isImmutableType()).isTrue();
        assertThat(serializer.copy(row)).isSameAs(row);
    }

    @Test
    void a_row_is_equal_by_value_and_tells_nothing_of_it() {
        assertThat(new Row("secret", new byte[] {1}))
                .isEqualTo(new Row("secret", new byte[] {1}))
                .hasSameHashCodeAs(new Row("secret", new byte[] {1}))
                .isNotEqualTo(new Row("secret", new byte[] {2}))
                .hasToString("Row of 2");
    }
}
