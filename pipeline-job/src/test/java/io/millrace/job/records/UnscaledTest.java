package io.millrace.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DataType;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

class UnscaledTest {

    private static final int SCALE = 3;

    @Property
    void it_is_the_unscaled_value_of_all_that_fit(@ForAll("decimals") BigDecimal value) {
        assertThat(Unscaled.fitsLong(value)).isEqualTo(value.precision() <= Unscaled.MOST_DIGITS);
        if (Unscaled.fitsLong(value)) {
            assertThat(Unscaled.asLong(value)).isEqualTo(value.unscaledValue().longValueExact());
        }
    }

    // Part of the state format: the shortest two's complement, with its length in front.
    @Property
    void decimals_are_stored_as_the_bytes_of_their_unscaled_value(@ForAll("decimals") BigDecimal any) throws Exception {
        // given
        BigDecimal value = new BigDecimal(any.unscaledValue(), SCALE);
        ValueCodec codec = ValueCodec.of(DataType.parse("DECIMAL(38, 3)"));
        DataOutputSerializer out = new DataOutputSerializer(16);

        // when
        codec.write(value, out);

        // then
        byte[] unscaled = value.unscaledValue().toByteArray();
        byte[] expected = ByteBuffer.allocate(Integer.BYTES + unscaled.length)
                .putInt(unscaled.length)
                .put(unscaled)
                .array();
        assertThat(out.getCopyOfBuffer()).isEqualTo(expected);
        assertThat(codec.read(new DataInputDeserializer(expected))).isEqualTo(value);
    }

    @Provide
    Arbitrary<BigDecimal> decimals() {
        BigInteger most = BigInteger.TEN.pow(38);
        Arbitrary<BigInteger> any = Arbitraries.bigIntegers().between(most.negate(), most);
        Arbitrary<BigInteger> nearTheBorder = Combinators.combine(
                        Arbitraries.of(
                                BigInteger.ZERO,
                                BigInteger.TEN.pow(18),
                                BigInteger.valueOf(Long.MAX_VALUE),
                                BigInteger.ONE.shiftLeft(7),
                                BigInteger.ONE.shiftLeft(55)),
                        Arbitraries.integers().between(-2, 2),
                        Arbitraries.of(1L, -1L))
                .as((border, away, sign) -> border.add(BigInteger.valueOf(away)).multiply(BigInteger.valueOf(sign)));
        return Combinators.combine(
                        Arbitraries.oneOf(any, nearTheBorder),
                        Arbitraries.integers().between(0, 38))
                .as(BigDecimal::new);
    }
}
