package io.millrace.job.formats;

import static io.millrace.job.Definitions.pin;
import static io.millrace.job.Definitions.row;
import static io.millrace.job.formats.AvroBytes.record;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition.AvroEncode;
import io.millrace.definition.SinkDefinition.Encode;
import io.millrace.definition.SinkDefinition.JsonEncode;
import io.millrace.job.records.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeySampleTest {

    private static final WriterSchemas NO_REGISTRY = id -> {
        throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "no schema " + id);
    };

    private static final RowType KEY = row(
            "a BOOLEAN",
            "b INT",
            "c INT",
            "d BIGINT",
            "e DECIMAL(20, 4)",
            "f STRING",
            "g TIMESTAMP(3)",
            "h DATE",
            "i BYTES");

    // Fields that are wider than the columns where they may be.
    private static final Encode AVRO = new AvroEncode(pin(
            "r",
            7,
            record(
                            """
                    {"name": "a", "type": ["null", "boolean"]}, {"name": "b", "type": ["long", "null"]},
                    {"name": "c", "type": ["null", "double"]}, {"name": "d", "type": ["null", "long"]},
                    {"name": "e", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 30, "scale": 7}]},
                    {"name": "f", "type": ["null", "string"]},
                    {"name": "g", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
                    {"name": "h", "type": ["null", {"type": "int", "logicalType": "date"}]},
                    {"name": "i", "type": ["null", "bytes"]}
                    """)
                    .toString()));

    @Property(tries = 300)
    void what_a_sink_wrote_is_in_the_sample_if_the_row_was(
            @ForAll("keys") Row key, @ForAll @IntRange(min = 1, max = 99) int percent) throws Exception {
        // given
        boolean isIn = new KeySample(percent, KEY).has(key);

        for (Encode encode : new Encode[] {AVRO, new JsonEncode()}) {
            // when
            byte[] written = Encoders.of(encode, KEY).encode(key);

            // then
            assertThat(SampledValues.of(encode, KEY, percent, NO_REGISTRY).has(written))
                    .as("%s", encode)
                    .isEqualTo(isIn);
        }
    }

    @Property(tries = 50)
    void a_null_is_a_key_where_another_stream_of_the_sink_has_it(@ForAll @IntRange(min = 1, max = 99) int percent)
            throws Exception {
        // given
        RowType ofFirstStream = row("user STRING NOT NULL");
        byte[] ofOther = "{\"user\": null}".getBytes(StandardCharsets.UTF_8);

        // when
        boolean isIn = SampledValues.of(new JsonEncode(), ofFirstStream, percent, NO_REGISTRY)
                .has(ofOther);

        // then
        assertThat(isIn).isEqualTo(new KeySample(percent, row("user STRING")).has(new Row((Object) null)));
    }

    @Provide
    Arbitrary<Row> keys() {
        Arbitrary<BigDecimal> decimals = Arbitraries.bigDecimals()
                .between(new BigDecimal("-1e15"), new BigDecimal("1e15"))
                .ofScale(4)
                .map(decimal -> decimal.setScale(4));
        Arbitrary<byte[]> bytes = Arbitraries.bytes().array(byte[].class).ofMaxSize(5);
        return Combinators.combine(
                        Arbitraries.of(true, false).injectNull(0.3),
                        Arbitraries.integers().injectNull(0.3),
                        Arbitraries.longs().injectNull(0.3),
                        decimals.injectNull(0.3),
                        Arbitraries.strings()
                                .alpha()
                                .numeric()
                                .withChars("é\"\\\n ")
                                .injectNull(0.3),
                        Arbitraries.longs()
                                .between(-62135596800000L, 253402300799999L)
                                .injectNull(0.3),
                        Arbitraries.integers().between(-100_000, 100_000).injectNull(0.3),
                        bytes.injectNull(0.3))
                .as((a, b, d, e, f, g, h, i) -> new Row(a, b, b, d, e, f, g, h, i));
    }

    @ParameterizedTest(name = "{0} {1} and {2} {3}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"k\": 1.50} | DECIMAL(10, 2) | {\"k\": 1.5} | DECIMAL(18, 4)",
                "{\"k\": 100} | INT | {\"k\": 100} | BIGINT",
                "{\"k\": 100} | BIGINT | {\"k\": 1e2} | DECIMAL(5, 0)",
                "{\"k\": \"2026-01-31T12:00:00Z\"} | TIMESTAMP(3) | {\"k\": \"2026-01-31 13:00:00.000+01:00\"} | TIMESTAMP(3)",
                "{\"k\": null} | STRING | {} | STRING"
            })
    void one_value_is_one_key_however_it_is_spelled(String one, String type, String other, String otherType)
            throws Exception {
        // given
        RowType key = row("k " + type);
        RowType otherKey = row("k " + otherType);

        // when, then: in no sample one without the other
        for (int percent = 1; percent < 100; percent++) {
            assertThat(SampledValues.ofJson(key, percent).has(utf8(one)))
                    .isEqualTo(SampledValues.ofJson(otherKey, percent).has(utf8(other)));
        }
    }

    @ParameterizedTest
    @CsvSource({"u1, 5, 4", "u2, 0, 34"})
    void the_hash_is_one_that_anybody_can_compute(String user, long page, int rest) {
        // given
        RowType key = row("user STRING", "page BIGINT");

        // when, then: printf '["u1",5]' | sha256sum
        assertThat(new KeySample(rest, key).has(new Row(user, page))).isFalse();
        assertThat(new KeySample(rest + 1, key).has(new Row(user, page))).isTrue();
    }

    @Test
    void a_tenth_of_the_keys_is_a_tenth() {
        // given
        KeySample sample = new KeySample(10, row("user STRING"));

        // when
        long in = IntStream.range(0, 20_000)
                .filter(i -> sample.has(new Row("user-" + i)))
                .count();

        // then: 2,000, give or take five standard deviations
        assertThat(in).isBetween(1_788L, 2_212L);
    }

    @Test
    void what_cannot_be_read_is_looked_at() throws Exception {
        // given
        SampledValues sample = SampledValues.of(new JsonEncode(), row("user BIGINT"), 1, NO_REGISTRY);

        // when, then
        assertThat(sample.has(utf8("{\"user\": \"u1\"}"))).isTrue();
        assertThat(sample.has(utf8("no JSON"))).isTrue();
        assertThat(sample.has(null)).isTrue();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
