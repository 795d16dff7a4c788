package io.millrace.job.formats;

import static io.millrace.job.Definitions.pin;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.formats.AvroBytes.framed;
import static io.millrace.job.formats.AvroBytes.generic;
import static io.millrace.job.formats.AvroBytes.record;
import static io.millrace.job.formats.AvroBytes.schema;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.definition.SourceDefinition.AvroDecode;
import io.millrace.job.records.Row;
import java.io.InterruptedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {

    private static final int PINNED = 7;
    private static final int OLD = 3;

    @Test
    void every_type_becomes_its_column() throws Exception {
        // given
        Schema schema = record(
                """
                {"name": "a", "type": "boolean"}, {"name": "b", "type": "int"}, {"name": "c", "type": "long"},
                {"name": "d", "type": "float"}, {"name": "e", "type": "double"}, {"name": "f", "type": "string"},
                {"name": "g", "type": "bytes"}, {"name": "h", "type": {"type": "fixed", "name": "H", "size": 2}},
                {"name": "i", "type": {"type": "enum", "name": "I", "symbols": ["RED", "BLUE"]}},
                {"name": "j", "type": {"type": "bytes", "logicalType": "decimal", "precision": 10, "scale": 2}},
                {"name": "k", "type": {"type": "fixed", "name": "K", "size": 8, "logicalType": "decimal", "precision": 10, "scale": 2}},
                {"name": "l", "type": {"type": "int", "logicalType": "date"}},
                {"name": "m", "type": {"type": "long", "logicalType": "timestamp-millis"}},
                {"name": "n", "type": {"type": "long", "logicalType": "local-timestamp-millis"}},
                {"name": "o", "type": {"type": "long", "logicalType": "timestamp-micros"}},
                {"name": "p", "type": ["null", "long"]}, {"name": "q", "type": ["string", "null"]}
                """);
        GenericRecord written = generic(
                schema,
                true,
                1,
                2L,
                0.5f,
                0.25,
                "text",
                ByteBuffer.wrap(new byte[] {1, 2}),
                new GenericData.Fixed(schema.getField("h").schema(), new byte[] {3, 4}),
                new GenericData.EnumSymbol(schema.getField("i").schema(), "BLUE"),
                ByteBuffer.wrap(new byte[] {-1}),
                new GenericData.Fixed(schema.getField("k").schema(), new byte[] {0, 0, 0, 0, 0, 0, 1, 0}),
                20484,
                1_769_860_800_000L,
                1_769_860_800_001L,
                -1L,
                null,
                "there");
        RowType columns = row(
                "a BOOLEAN",
                "b INT",
                "c BIGINT",
                "d FLOAT",
                "e DOUBLE",
                "f STRING",
                "g BYTES",
                "h BYTES",
                "i STRING",
                "j DECIMAL(10, 2)",
                "k DECIMAL(10, 2)",
                "l DATE",
                "m TIMESTAMP(3)",
                "n TIMESTAMP(3)",
                "o TIMESTAMP(3)",
                "p BIGINT",
                "q STRING");

        // when
        Row row = decoder(schema, columns).decode(framed(PINNED, written));

        // then
        assertThat(row)
                .isEqualTo(new Row(
                        true,
                        1,
                        2L,
                        0.5f,
                        0.25,
                        "text",
                        new byte[] {1, 2},
                        new byte[] {3, 4},
                        "BLUE",
                        new BigDecimal("-0.01"),
                        new BigDecimal("2.56"),
                        20484,
                        1_769_860_800_000L,
                        1_769_860_800_001L,
                        -1L,
                        null,
                        "there"));
    }

    @Test
    void records_of_other_writers_are_resolved_to_the_pinned_schema() throws Exception {
        // given
        Schema writer = record(
                """
                {"name": "dropped", "type": {"type": "array", "items": {"type": "map", "values": "string"}}},
                {"name": "count", "type": "int"}, {"name": "name", "type": "string"},
                {"name": "kind", "type": {"type": "enum", "name": "E", "symbols": ["A", "NEW"]}}
                """);
        Schema reader = record(
                """
                {"name": "label", "type": "string", "aliases": ["name"]}, {"name": "count", "type": ["null", "long"]},
                {"name": "kind", "type": {"type": "enum", "name": "E", "symbols": ["A", "OTHER"], "default": "OTHER"}},
                {"name": "added", "type": "string", "default": "none"}
                """);
        GenericRecord written = generic(
                writer,
                List.of(Map.of("k", "v"), Map.of()),
                5,
                "x",
                new GenericData.EnumSymbol(writer.getField("kind").schema(), "NEW"));
        AvroDecoder decoder =
                decoder(reader, row("count BIGINT", "label STRING", "added STRING", "kind STRING"), id -> writer);

        // when
        Row row = decoder.decode(framed(OLD, written));

        // then
        assertThat(row).isEqualTo(new Row(5L, "x", "none", "OTHER"));
    }

    @Test
    void only_the_columns_are_read_and_in_their_order() throws Exception {
        // given
        Schema schema = record("{\"name\": \"a\", \"type\": \"int\"}, {\"name\": \"b\", \"type\": \"int\"},"
                + "{\"name\": \"c\", \"type\": {\"type\": \"array\", \"items\": \"int\"}}");

        // when
        Row row =
                decoder(schema, row("b INT", "a INT")).decode(framed(PINNED, generic(schema, 1, 2, List.of(1, 2, 3))));

        // then
        assertThat(row).isEqualTo(new Row(2, 1));
    }

    @Test
    void what_is_not_framed_has_its_own_code() {
        // given
        AvroDecoder decoder = decoder(record("{\"name\": \"a\", \"type\": \"int\"}"), row("a INT"));

        // when, then
        assertRefused(
                () -> decoder.decode("what is this?".getBytes(StandardCharsets.UTF_8)), DeadLetterCode.BAD_FRAMING);
        assertRefused(() -> decoder.decode(new byte[] {0, 0, 0}), DeadLetterCode.BAD_FRAMING);
        assertRefused(() -> decoder.decode(new byte[0]), DeadLetterCode.BAD_FRAMING);
    }

    @Test
    void what_does_not_decode_says_so_without_a_value() {
        // given
        Schema schema = record("{\"name\": \"a\", \"type\": \"string\"}");
        AvroDecoder decoder = decoder(schema, row("a STRING"));
        byte[] whole = framed(PINNED, generic(schema, "secret"));
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        byte[] shorter = Arrays.copyOf(whole, whole.length - 1);

        // when, then
        assertRefused(() -> decoder.decode(longer), DeadLetterCode.DECODE);
        assertRefused(() -> decoder.decode(shorter), DeadLetterCode.DECODE);
        assertThatThrownBy(() -> decoder.decode(shorter)).hasMessageNotContaining("secret");
    }

    @Test
    void a_schema_that_cannot_be_resolved_is_a_bad_record_and_no_failure_of_the_job() {
        // given
        Schema writer = record("{\"name\": \"a\", \"type\": \"string\"}");
        AvroDecoder decoder = decoder(record("{\"name\": \"a\", \"type\": \"int\"}"), row("a INT"), id -> writer);

        // when, then
        assertRefused(() -> decoder.decode(framed(OLD, generic(writer, "x"))), DeadLetterCode.DECODE);
    }

    @Test
    void a_schema_of_something_else_than_a_record_too() {
        // given
        AvroDecoder decoder =
                decoder(record("{\"name\": \"a\", \"type\": \"int\"}"), row("a INT"), id -> schema("\"string\""));

        // when, then
        assertRefused(() -> decoder.decode(new byte[] {0, 0, 0, 0, OLD, 2, 65}), DeadLetterCode.DECODE);
    }

    @Test
    void a_schema_that_nobody_knows_has_its_own_code() {
        // given
        AvroDecoder decoder = decoder(record("{\"name\": \"a\", \"type\": \"int\"}"), row("a INT"));

        // when, then
        assertRefused(() -> decoder.decode(new byte[] {0, 0, 0, 0, 99, 2}), DeadLetterCode.SCHEMA_NOT_FOUND);
    }

    @Property
    void no_bytes_break_it(@ForAll byte[] garbage) throws InterruptedIOException {
        // given
        Schema schema = record(
                """
                {"name": "s", "type": "string"}, {"name": "l", "type": {"type": "array", "items": "null"}},
                {"name": "b", "type": "bytes"}, {"name": "u", "type": ["null", "double"]},
                {"name": "m", "type": {"type": "map", "values": {"type": "array", "items": "int"}}},
                {"name": "e", "type": {"type": "enum", "name": "E", "symbols": ["A"]}}
                """);
        AvroDecoder decoder = decoder(schema, row("s STRING", "b BYTES", "u DOUBLE", "e STRING"));
        byte[] record = ByteBuffer.allocate(5 + garbage.length)
                .put(ConfluentFraming.header(PINNED))
                .put(garbage)
                .array();

        // when
        Object outcome;
        try {
            outcome = decoder.decode(record);
        } catch (BadRecord e) {
            outcome = e.code();
        }

        // then
        assertThat(outcome).isInstanceOfAny(Row.class, DeadLetterCode.class);
    }

    @Test
    void lengths_that_a_record_cannot_have_are_not_believed() {
        // given
        Schema texts = record("{\"name\": \"a\", \"type\": \"string\"}");
        Schema lists = record("{\"name\": \"l\", \"type\": {\"type\": \"array\", \"items\": \"null\"}},"
                + "{\"name\": \"a\", \"type\": \"string\"}");
        byte[] aLot = {0, 0, 0, 0, PINNED, -2, -1, -1, -1, 15};

        // when, then
        assertRefused(() -> decoder(texts, row("a STRING")).decode(aLot), DeadLetterCode.DECODE);
        assertRefused(() -> decoder(lists, row("a STRING")).decode(aLot), DeadLetterCode.DECODE);
    }

    private static void assertRefused(ThrowingCallable decoding, DeadLetterCode code) {
        assertThatThrownBy(decoding).isInstanceOfSatisfying(BadRecord.class, refusal -> assertThat(refusal.code())
                .isEqualTo(code));
    }

    private static AvroDecoder decoder(Schema schema, RowType columns) {
        return decoder(schema, columns, id -> {
            throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "no schema " + id);
        });
    }

    private static AvroDecoder decoder(Schema schema, RowType columns, WriterSchemas others) {
        BitSet all = new BitSet();
        all.set(0, columns.size());
        return new AvroDecoder(new AvroDecode(pin("r-value", PINNED, schema.toString()), columns), all, others);
    }
}
