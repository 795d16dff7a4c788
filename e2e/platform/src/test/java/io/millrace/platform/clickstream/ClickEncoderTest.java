package io.millrace.platform.clickstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.junit.jupiter.api.Test;

class ClickEncoderTest {

    private static final ShopEvent EVENT =
            new ShopEvent(7L, "cart", 11, new BigDecimal("12.34"), Instant.parse("2026-01-01T12:00:00Z"));

    private final Schema schema;
    private final ClickEncoder encoder;

    ClickEncoderTest() throws IOException {
        schema = new Schema.Parser()
                .parse(Files.readString(Path.of("../../examples/clickstream/clickstream-value.avsc")));
        encoder = new ClickEncoder(schema, 42);
    }

    @Test
    void a_good_event_is_framed_avro() throws IOException {
        byte[] bytes = encode(Optional.empty());

        assertThat(frame(bytes)).isEqualTo(42);
        assertThat(decode(bytes))
                .hasToString("{\"user_id\": 7, \"event_type\": \"cart\", \"product_id\": 11,"
                        + " \"price\": \"\\u0004Ò\", \"timestamp\": 1767268800000}");
    }

    @Test
    void one_that_is_not_framed_is_not_taken_for_one_that_is() {
        assertThat(encode(Optional.of(Fault.NOT_FRAMED))[0]).isNotZero();
    }

    @Test
    void one_that_is_cut_short_has_a_good_frame_and_ends_too_early() {
        byte[] bytes = encode(Optional.of(Fault.CUT_SHORT));

        assertThat(frame(bytes)).isEqualTo(42);
        assertThatThrownBy(() -> decode(bytes)).isInstanceOf(EOFException.class);
    }

    @Test
    void one_of_an_unknown_schema_is_good_but_for_its_id() throws IOException {
        byte[] bytes = encode(Optional.of(Fault.UNKNOWN_SCHEMA));

        assertThat(frame(bytes)).isNotEqualTo(42);
        assertThat(decode(bytes).get("user_id")).isEqualTo(7L);
    }

    private byte[] encode(Optional<Fault> fault) {
        return Objects.requireNonNull(encoder.encode(new Click(0, EVENT, fault)));
    }

    private static int frame(byte[] bytes) {
        assertThat(bytes[0]).isZero();
        return ByteBuffer.wrap(bytes).getInt(1);
    }

    private GenericRecord decode(byte[] bytes) throws IOException {
        return new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    }
}
