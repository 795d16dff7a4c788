package io.millrace.job.formats;

import static io.millrace.job.Definitions.row;
import static io.millrace.job.formats.AvroBytes.framed;
import static io.millrace.job.formats.AvroBytes.generic;
import static io.millrace.job.formats.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RowType;
import io.millrace.job.records.Row;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

class PlainRowReaderTest {

    private static final Schema SCHEMA = record(
            """
            {"name": "text", "type": "string"}, {"name": "skipped", "type": {"type": "map", "values": "long"}},
            {"name": "maybe", "type": ["null", "long"]}, {"name": "other", "type": ["string", "null"]},
            {"name": "price", "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 2}},
            {"name": "few", "type": {"type": "bytes", "logicalType": "decimal", "precision": 4, "scale": 1}},
            {"name": "kind", "type": {"type": "enum", "name": "E", "symbols": ["A", "B"]}},
            {"name": "id", "type": {"type": "fixed", "name": "F", "size": 2}},
            {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
            {"name": "whole", "type": "int"}, {"name": "part", "type": "double"}
            """);
    private static final RowType COLUMNS = row(
            "part DOUBLE",
            "text STRING",
            "maybe BIGINT",
            "other STRING",
            "price DECIMAL(38, 2)",
            "few DECIMAL(4, 1)",
            "kind STRING",
            "id BYTES",
            "at TIMESTAMP(3)",
            "whole INT");

    @Property
    void reads_what_avros_own_resolution_reads(
            @ForAll String text,
            @ForAll @WithNull Long maybe,
            @ForAll @WithNull String other,
            @ForAll @Size(min = 1, max = 15) byte[] price,
            @ForAll short few,
            @ForAll boolean kind,
            @ForAll long at,
            @ForAll int whole,
            @ForAll double part) {
        // given
        GenericRecord written = generic(
                SCHEMA,
                text,
                Map.of("k", at),
                maybe,
                other,
                ByteBuffer.wrap(price),
                ByteBuffer.wrap(BigInteger.valueOf(few).toByteArray()),
                new GenericData.EnumSymbol(SCHEMA.getField("kind").schema(), kind ? "A" : "B"),
                new GenericData.Fixed(SCHEMA.getField("id").schema(), new byte[] {1, -1}),
                at,
                whole,
                part);

        // when
        Object plain = outcome(plain(all()), framed(1, written));

        // then
        assertThat(plain).isEqualTo(outcome(resolving(), framed(1, written)));
    }

    @Property
    void gives_way_to_garbage_where_avros_own_resolution_does(@ForAll byte[] garbage) {
        // given
        byte[] record = ByteBuffer.allocate(5 + garbage.length)
                .put(ConfluentFraming.header(1))
                .put(garbage)
                .array();

        // when
        Object plain = outcome(plain(all()), record);

        // then
        assertThat(plain).isEqualTo(outcome(resolving(), record));
    }

    @Test
    void leaves_out_what_nobody_wants() throws IOException {
        // given
        Schema schema =
                record("{\"name\": \"a\", \"type\": \"string\"}, {\"name\": \"b\", \"type\": [\"null\", \"int\"]},"
                        + "{\"name\": \"c\", \"type\": \"float\"}, {\"name\": \"d\", \"type\": \"int\"}");
        RowType columns = row("a STRING", "b INT", "c FLOAT", "d INT");
        BitSet last = new BitSet();
        last.set(3);
        RowReader reader = PlainRowReader.of(schema, schema, columns, last).orElseThrow();

        // when
        Row row = reader.read(input(framed(1, generic(schema, "text", 5, 0.5f, 7))));

        // then
        assertThat(row).isEqualTo(new Row(null, null, null, 7));
    }

    @Test
    void leaves_what_has_to_be_resolved_to_avro() {
        // given
        Schema reader = record("{\"name\": \"a\", \"type\": \"long\", \"aliases\": [\"old\"]},"
                + "{\"name\": \"b\", \"type\": {\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]}}");
        String b = "{\"name\": \"b\", \"type\": {\"type\": \"enum\", \"name\": \"E\", \"symbols\": [\"A\", \"B\"]}}";
        List<Schema> writers = List.of(
                record("{\"name\": \"a\", \"type\": \"int\"}," + b),
                record("{\"name\": \"old\", \"type\": \"long\"}," + b),
                record(b),
                record("{\"name\": \"a\", \"type\": [\"null\", \"long\"]}," + b),
                record("{\"name\": \"a\", \"type\": \"long\"}," + b.replace("[\"A\", \"B\"]", "[\"B\", \"A\"]")),
                Schema.createRecord("another", null, "n", false, List.of()),
                Schema.create(Schema.Type.LONG));

        // when
        List<Optional<RowReader>> plain = writers.stream()
                .map(writer -> PlainRowReader.of(writer, reader, row("a BIGINT", "b STRING"), all()))
                .toList();

        // then
        assertThat(plain).allMatch(Optional::isEmpty);
    }

    private static BitSet all() {
        BitSet all = new BitSet();
        all.set(0, COLUMNS.size());
        return all;
    }

    private static RowReader plain(BitSet wanted) {
        return PlainRowReader.of(SCHEMA, SCHEMA, COLUMNS, wanted).orElseThrow();
    }

    private static RowReader resolving() {
        AvroRowReader reader = new AvroRowReader(SCHEMA, SCHEMA, COLUMNS);
        return in -> reader.read(null, in);
    }

    private static AvroInput input(byte[] framed) {
        return new AvroInput(framed, ConfluentFraming.SIZE);
    }

    private static Object outcome(RowReader reader, byte[] framed) {
        AvroInput input = input(framed);
        try {
            Row row = reader.read(input);
            return input.isAtEnd() ? row : "left over";
        } catch (IOException | AvroRuntimeException | IndexOutOfBoundsException e) {
            return "refused";
        }
    }
}
