package io.millrace.job.formats;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.JsonEncode;
import io.millrace.job.Definitions;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparedValuesTest {

    private static final String SCHEMA =
            """
            {"type":"record","name":"R","fields":[
              {"name":"id","type":["null","string"]},
              {"name":"n","type":"int"},
              {"name":"price","type":{"type":"bytes","logicalType":"decimal","precision":10,"scale":2}},
              {"name":"rate","type":"float"},
              {"name":"day","type":{"type":"int","logicalType":"date"}},
              {"name":"window_start","type":{"type":"long","logicalType":"timestamp-millis"}}]}""";

    private static final WriterSchemas NO_REGISTRY = id -> {
        throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "no schema " + id);
    };

    private final ComparedValues json = new ComparedValues(new JsonEncode(), NO_REGISTRY, Set.of("at"), null);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            {"a":1,"b":"x"}         | { "b" : "x", "a" : 1 }       | true
            {"a":1,"at":5}          | {"at":6,"a":1}               | true
            {"a":1,"at":5}          | {"a":1}                      | true
            {"a":1.50}              | {"a":1.5}                    | true
            {"a":100}               | {"a":1e2}                    | true
            {"a":1}                 | {"a":"1"}                    | false
            {"a":0.1}               | {"a":0.10000000000000001}    | false
            {"a":null}              | {}                           | false
            {"a":{"x":1,"y":2.0}}   | {"a":{"y":2,"x":1}}          | true
            [1]                     | [1 ]                         | false
            {"a":1} x               | {"a":1}                      | false
            """)
    void columns_are_compared_by_name_and_value(String one, String other, boolean equal) throws Exception {
        assertThat(json.of(utf8(one)).text().equals(json.of(utf8(other)).text()))
                .isEqualTo(equal);
    }

    @Test
    void the_same_row_is_the_same_in_either_format() throws Exception {
        // given
        ComparedValues avro = avro(7);
        String written = "{\"n\":5,\"price\":12.30,\"rate\":1.1,\"id\":null,\"day\":\"2026-01-31\","
                + "\"window_start\":\"2026-01-31T10:00:00.000Z\"}";

        // when
        ComparedValue value = avro.of(record(7));

        // then
        assertThat(value.text()).isEqualTo(json.of(utf8(written)).text());
        assertThat(value.windowStart()).contains("2026-01-31T10:00:00.000Z");
        assertThat(value.windowKey())
                .isEqualTo(ComparedValues.ofJson(utf8("{\"n\":5.0,\"day\":\"2026-01-31\"}")))
                .isPresent();
    }

    @Test
    void what_cannot_be_decoded_is_compared_byte_by_byte_and_a_tombstone_is_a_value() throws Exception {
        // given
        ComparedValues avro = avro(8);

        // when, then
        assertThat(avro.of(record(7)).text())
                .startsWith("bytes:")
                .isEqualTo(avro.of(record(7)).text());
        assertThat(avro.of(null).text()).isEqualTo("tombstone");
        assertThat(avro.of(null).windowStart()).isEmpty();
    }

    private static ComparedValues avro(int pinned) {
        SchemaPin pin = Definitions.pin("r-value", pinned, SCHEMA);
        return new ComparedValues(new AvroEncode(pin), NO_REGISTRY, Set.of(), List.of("n", "day"));
    }

    private static byte[] record(int id) throws Exception {
        Schema schema = new Schema.Parser().parse(SCHEMA);
        GenericRecord record = new GenericData.Record(schema);
        record.put("n", 5);
        record.put(
                "price", ByteBuffer.wrap(new BigDecimal("12.30").unscaledValue().toByteArray()));
        record.put("rate", 1.1f);
        record.put("day", 20_484);
        record.put("window_start", 1_769_853_600_000L);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ConfluentFraming.header(id));
        BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        return bytes.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
