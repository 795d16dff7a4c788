package io.millrace.job.records;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class EnvelopeSerializerTest {

    private static final Origin CONSUMED = new Origin.Consumed(
            "orders",
            3,
            42,
            1_769_860_800_000L,
            null,
            "value".getBytes(StandardCharsets.UTF_8),
            List.of(Header.text("a", "b"), new Header("a", null)),
            7);
    private static final byte[] KEY = {0, -1};
    private static final List<Header> LONG_NAME = List.of(new Header("é".repeat(70_000), KEY));
    private static final Origin COMPUTED = new Origin.Computed("per-minute", new Row("x", 5L), 3);
    private static final Failure FAILURE = new Failure(
            DeadLetterCode.VALIDATION, Failure.Stage.STEP, "valid", List.of("one", "two"), "rules did not hold");

    private final EnvelopeSerializer serializer = new EnvelopeSerializer(
            new RowSerializer(row("id STRING", "amount BIGINT")),
            Map.of("per-minute", new RowSerializer(row("kind STRING", "total BIGINT"))));

    static Stream<Envelope> envelopes() {
        Row row = new Row("a", null);
        return Stream.of(
                new Envelope.Good(row, CONSUMED),
                new Envelope.Good(row, new Origin.Consumed("", 0, 0, -1, KEY, null, List.of(), Origin.NO_SCHEMA)),
                new Envelope.Good(row, new Origin.Consumed("é", -1, -1, -1, KEY, KEY, List.of(), -5)),
                new Envelope.Good(row, new Origin.Consumed("a", 0, 0, -1, null, null, LONG_NAME, Origin.NO_SCHEMA)),
                new Envelope.Good(row, COMPUTED),
                new Envelope.Bad(FAILURE, CONSUMED),
                new Envelope.Bad(FAILURE, COMPUTED));
    }

    @ParameterizedTest
    @MethodSource("envelopes")
    void what_is_written_is_read(Envelope envelope) throws Exception {
        Stored.assertReadAsWritten(serializer, EnvelopeSerializerTest::unpacked, envelope, envelope);
    }

    @Property(tries = 200)
    void whatever_is_written_is_read_also_when_it_goes_on(
            @ForAll("anyEnvelope") Envelope one, @ForAll("anyEnvelope") Envelope next) throws Exception {
        Stored.assertReadAsWritten(serializer, EnvelopeSerializerTest::unpacked, one, next);
    }

    @Provide
    Arbitrary<Envelope> anyEnvelope() {
        Arbitrary<Envelope> good = Combinators.combine(rows(), origins()).as(Envelope.Good::new);
        Arbitrary<Envelope> bad = Combinators.combine(failures(), origins()).as(Envelope.Bad::new);
        return Arbitraries.oneOf(good, bad);
    }

    private static Arbitrary<Row> rows() {
        return Combinators.combine(
                        Anything.texts().injectNull(0.2), Arbitraries.longs().injectNull(0.2))
                .as((text, number) -> new Row(text, number));
    }

    private static Arbitrary<Origin> origins() {
        Arbitrary<Origin> consumed = Combinators.combine(
                        Anything.names(),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Anything.bytes().injectNull(0.3),
                        Anything.bytes().injectNull(0.3),
                        Anything.headers(),
                        Arbitraries.integers())
                .as(Origin.Consumed::new);
        Arbitrary<Origin> computed = Combinators.combine(rows(), Arbitraries.longs())
                .as((row, count) -> new Origin.Computed("per-minute", row, count));
        return Arbitraries.oneOf(consumed, computed);
    }

    private static Arbitrary<Failure> failures() {
        return Combinators.combine(
                        Arbitraries.of(DeadLetterCode.values()),
                        Arbitraries.of(Failure.Stage.values()),
                        Anything.names(),
                        Anything.names().list().ofMaxSize(4),
                        Anything.names())
                .as(Failure::new);
    }

    @Test
    void what_was_read_is_written_again_as_it_was() throws Exception {
        // given
        Envelope once = Stored.value(new Envelope.Good(new Row("a", 1L), CONSUMED), serializer);

        // when
        Envelope twice = Stored.value(once, serializer);

        // then
        assertThat(unpacked(twice)).usingRecursiveComparison().isEqualTo(unpacked(once));
        assertThat(twice.origin()).usingRecursiveComparison().isEqualTo(CONSUMED);
    }

    // A comparison of fields would see how it is packed.
    private static Envelope unpacked(Envelope envelope) {
        return envelope instanceof Envelope.Good good
                ? new Envelope.Good(good.row(), good.origin())
                : new Envelope.Bad(((Envelope.Bad) envelope).failure(), envelope.origin());
    }

    @Test
    void other_rows_are_another_format() throws IOException {
        // given
        EnvelopeSerializer other = new EnvelopeSerializer(new RowSerializer(row("id STRING")), Map.of());

        // when, then
        assertThat(Stored.judged(serializer, serializer).isCompatibleAsIs()).isTrue();
        assertThat(Stored.judged(serializer, other).isIncompatible()).isTrue();
    }

    @Property(tries = 200)
    void whatever_goes_out_is_written_as_it_was(
            @ForAll("anyOutRecord") OutRecord one, @ForAll("anyOutRecord") OutRecord next) throws Exception {
        Stored.assertReadAsWritten(new OutRecordSerializer(), one, next);
    }

    @Provide
    Arbitrary<OutRecord> anyOutRecord() {
        return Combinators.combine(
                        Anything.names(),
                        Anything.bytes().injectNull(0.3),
                        Anything.bytes().injectNull(0.3),
                        Anything.headers(),
                        Arbitraries.longs())
                .as(OutRecord::new);
    }
}
