package io.millrace.job.records;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What properties of serializers are tried with. */
public final class Anything {

    private Anything() {}

    /** Characters of two units are among them, and more than the 64 KiB at which {@code writeUTF} ends. */
    public static Arbitrary<String> texts() {
        return Arbitraries.frequencyOf(
                Tuple.of(16, Arbitraries.strings()),
                Tuple.of(3, Arbitraries.of("", "\0", "é😀")),
                Tuple.of(1, Arbitraries.just("é".repeat(40_000))));
    }

    /** Of topics, sinks, steps and rules: the resource and Kafka keep them short. */
    public static Arbitrary<String> names() {
        return Arbitraries.strings().ofMaxLength(30);
    }

    public static Arbitrary<byte[]> bytes() {
        return Arbitraries.bytes().array(byte[].class);
    }

    public static Arbitrary<List<Header>> headers() {
        return Combinators.combine(texts(), bytes().injectNull(0.2))
                .as(Header::new)
                .list()
                .ofMaxSize(4);
    }
}
