package io.millrace.job.formats;

import static io.millrace.job.Definitions.pin;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.formats.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.job.records.Row;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AvroEncoderTest {

    private static final Schema WIDE = record(
            """
            {"name": "a", "type": ["null", "boolean"]}, {"name": "b", "type": ["int", "null"]},
            {"name": "c", "type": ["null", "long"]}, {"name": "d", "type": "double"}, {"name": "e", "type": "string"},
            {"name": "f", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 4}]},
            {"name": "g", "type": {"type": "fixed", "name": "G", "size": 13, "logicalType": "decimal", "precision": 30, "scale": 4}},
            {"name": "h", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "i", "type": ["float", "null"]}, {"name": "j", "type": ["null", "bytes"]},
            {"name": "k", "type": {"type": "fixed", "name": "K", "size": 3}},
            {"name": "l", "type": ["null", {"type": "enum", "name": "L", "symbols": ["RED", "GREEN", "BLUE"]}]},
            {"name": "m", "type": {"type": "int", "logicalType": "date"}},
            {"name": "n", "type": ["null", {"type": "long", "logicalType": "timestamp-millis"}]},
            {"name": "o", "type": {"type": "long", "logicalType": "local-timestamp-millis"}}
            """);
    private static final RowType COLUMNS = row(
            "h TIMESTAMP(3)",
            "a BOOLEAN",
            "b INT",
            "c BIGINT",
            "d DOUBLE",
            "e STRING",
            "f DECIMAL(30, 4)",
            "g DECIMAL(30, 4)",
            "i FLOAT",
            "j BYTES",
            "k BYTES",
            "l STRING",
            "m DATE",
            "n TIMESTAMP(3)",
            "o TIMESTAMP(3)");

    @Property(tries = 200)
    void what_is_written_is_read(@ForAll("rows") Row row) throws Exception {
        // given
        AvroEncoder encoder = new AvroEncoder(pin("r", 7, WIDE.toString()), COLUMNS);
        BitSet all = new BitSet();
        all.set(0, COLUMNS.size());
        AvroDecoder decoder = new AvroDecoder(new AvroDecode(pin("r", 7, WIDE.toString()), COLUMNS), all, id -> WIDE);

        // when
        byte[] bytes = encoder.encode(row);

        // then
        assertThat(decoder.decode(bytes)).isEqualTo(row);
        assertThat(AvroBytes.framed(7, AvroBytes.read(bytes, WIDE))).isEqualTo(bytes);
    }

    @Provide
    Arbitrary<Row> rows() {
        Arbitrary<BigDecimal> decimals = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e25"), new BigDecimal("1e25"))
                .ofScale(4)
                .map(decimal -> decimal.setScale(4));
        List<Arbitrary<?>> columns = List.of(
                Arbitraries.longs().between(-62135596800000L, 253402300799999L),
                Arbitraries.of(true, false).injectNull(0.3),
                Arbitraries.integers().injectNull(0.3),
                Arbitraries.longs().injectNull(0.3),
                Arbitraries.doubles(),
                Arbitraries.strings().excludeChars(surrogates()),
                decimals.injectNull(0.3),
                decimals,
                Arbitraries.floats().injectNull(0.3),
                Arbitraries.bytes().array(byte[].class).injectNull(0.3),
                Arbitraries.bytes().array(byte[].class).ofSize(3),
                Arbitraries.of("RED", "GREEN", "BLUE").injectNull(0.3),
                Arbitraries.integers(),
                Arbitraries.longs().injectNull(0.3),
                Arbitraries.longs());
        return Combinators.combine(columns.stream().map(Arbitrary::asGeneric).toList())
                .as(values -> new Row(values.toArray()));
    }

    // Half of a pair is no character, and UTF-8 cannot say it.
    private static char[] surrogates() {
        char[] surrogates = new char[Character.MAX_SURROGATE - Character.MIN_SURROGATE + 1];
        for (int i = 0; i < surrogates.length; i++) {
            surrogates[i] = (char) (Character.MIN_SURROGATE + i);
        }
        return surrogates;
    }

    @Test
    void fields_without_a_column_have_their_default() throws Exception {
        // given
        Schema schema = record(
                """
                {"name": "a", "type": "int"}, {"name": "b", "type": ["null", "string"], "default": null},
                {"name": "c", "type": {"type": "array", "items": "int"}, "default": [1, 2]},
                {"name": "d", "type": {"type": "enum", "name": "D", "symbols": ["X", "Y"]}, "default": "Y"}
                """);

        // when
        byte[] bytes =
                new AvroEncoder(pin("r", 7, schema.toString()), row("a INT", "unused STRING")).encode(new Row(1, "x"));

        // then
        GenericRecord read = AvroBytes.read(bytes, schema);
        assertThat(read).hasToString("{\"a\": 1, \"b\": null, \"c\": [1, 2], \"d\": \"Y\"}");
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                refusal("\"string\"", "STRING", null, "column 'a' is NULL; its field may not be"),
                refusal("\"int\"", "BIGINT", 2147483648L, "column 'a': the number does not fit an int"),
                refusal(
                        "{\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"X\"]}",
                        "STRING",
                        "secret",
                        "column 'a': the text is no symbol of enum E"),
                refusal(
                        "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 2}",
                        "DECIMAL(10, 2)",
                        new BigDecimal("1234.56"),
                        "column 'a': the decimal has more digits than its schema"),
                refusal(
                        "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 4, \"scale\": 2}",
                        "DECIMAL(10, 3)",
                        new BigDecimal("1.234"),
                        "column 'a': the decimal has more digits than its schema"),
                refusal(
                        "{\"type\": \"fixed\", \"name\": \"F\", \"size\": 2}",
                        "BYTES",
                        new byte[] {1},
                        "column 'a': the value has not 2 bytes"),
                refusal(
                        "{\"type\": \"long\", \"logicalType\": \"timestamp-micros\"}",
                        "TIMESTAMP(3)",
                        Long.MAX_VALUE,
                        "column 'a': the timestamp is out of range"));
    }

    private static Arguments refusal(String type, String column, @Nullable Object value, String message) {
        return Arguments.of(type, column, value, message);
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("refusals")
    void what_the_schema_cannot_say_is_refused(String type, String column, @Nullable Object value, String message) {
        // given
        Schema schema = record("{\"name\": \"a\", \"type\": " + type + "}");
        AvroEncoder encoder = new AvroEncoder(pin("r", 7, schema.toString()), row("a " + column));

        // when, then
        assertThatThrownBy(() -> encoder.encode(new Row(value)))
                .hasMessage(message)
                .isInstanceOfSatisfying(
                        BadRecord.class, refusal -> assertThat(refusal.code()).isEqualTo(DeadLetterCode.ENCODE));
    }

    @Test
    void a_row_that_is_refused_leaves_nothing_in_the_next() throws Exception {
        // given
        Schema schema = record("{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"b\", \"type\": \"string\"}");
        AvroEncoder encoder = new AvroEncoder(pin("r", 7, schema.toString()), row("a STRING", "b STRING"));
        byte[] expected = encoder.encode(new Row("x", "y"));

        // when
        assertThatThrownBy(() -> encoder.encode(new Row("x", null))).isInstanceOf(BadRecord.class);
        byte[] next = encoder.encode(new Row("x", "y"));

        // then
        assertThat(Arrays.equals(next, expected)).isTrue();
    }
}
