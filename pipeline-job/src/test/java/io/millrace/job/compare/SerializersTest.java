package io.millrace.job.compare;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.job.compare.Frontier.Decided;
import io.millrace.job.compare.Unmatched.Occurrence;
import io.millrace.job.records.Anything;
import io.millrace.job.records.Row;
import io.millrace.job.records.Stored;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What goes between the operators of a comparison comes as it was sent. */
class SerializersTest {

    @Property(tries = 100)
    void frontiers(@ForAll("anyFrontier") Frontier one, @ForAll("anyFrontier") Frontier next) throws Exception {
        Stored.assertReadAsWritten(new FrontierSerializer(), one, next);
    }

    @Provide
    Arbitrary<Frontier> anyFrontier() {
        return Combinators.combine(
                        decided(),
                        decided(),
                        Arbitraries.longs().injectNull(0.2),
                        Arbitraries.of(Broken.class).set().map(Set::copyOf),
                        counts(),
                        counts())
                .as(Frontier::new);
    }

    private static Arbitrary<Decided> decided() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as(Decided::new);
    }

    private static Arbitrary<Map<String, Long>> counts() {
        return Arbitraries.maps(Anything.names(), Arbitraries.longs()).ofMaxSize(3);
    }

    @Property(tries = 200)
    void records_that_were_read_back(@ForAll("anyTaken") Taken one, @ForAll("anyTaken") Taken next) throws Exception {
        Stored.assertReadAsWritten(new Taken.Serializer(), one, next);
    }

    @Provide
    Arbitrary<Taken> anyTaken() {
        return Combinators.combine(
                        Anything.names(),
                        Arbitraries.integers(),
                        Arbitraries.longs(),
                        Arbitraries.longs(),
                        Anything.bytes().injectNull(0.3),
                        Anything.bytes().injectNull(0.3),
                        Anything.headers())
                .as(Taken::new);
    }

    @Property(tries = 200)
    void records_that_are_compared(@ForAll("anyCompared") Compared one, @ForAll("anyCompared") Compared next)
            throws Exception {
        Stored.assertReadAsWritten(new Compared.Serializer(), one, next);
    }

    @Provide
    Arbitrary<Compared> anyCompared() {
        Arbitrary<Row> identities = Combinators.combine(
                        Anything.names(),
                        Anything.bytes().injectNull(0.3),
                        Anything.texts().injectNull(0.3),
                        Anything.texts().injectNull(0.3))
                .as((sink, key, windowStart, value) -> new Row(sink, key, windowStart, value));
        return Combinators.combine(identities, Arbitraries.of(Side.class), Anything.texts(), occurrences())
                .as(Compared::new);
    }

    private static Arbitrary<Occurrence> occurrences() {
        return Combinators.combine(Arbitraries.longs(), Arbitraries.integers(), Arbitraries.longs())
                .as(Occurrence::new);
    }

    @Property(tries = 200)
    void what_the_judge_is_told(@ForAll("anyNotice") Notice one, @ForAll("anyNotice") Notice next) throws Exception {
        Stored.assertReadAsWritten(new Notice.Serializer(), one, next);
    }

    @Provide
    Arbitrary<Notice> anyNotice() {
        Arbitrary<Side> sides = Arbitraries.of(Side.class);
        Arbitrary<Long> longs = Arbitraries.longs();
        return Arbitraries.oneOf(
                Combinators.combine(sides, Anything.names(), longs, longs).as(Notice.Counted::new),
                Combinators.combine(sides, Anything.names(), longs, longs).as(Notice.Outside::new),
                Combinators.combine(sides, Anything.names(), longs, longs).as(Notice.Window::new),
                Combinators.combine(sides, Anything.bytes()).as(Notice.Booked::new));
    }

    @Property(tries = 200)
    void records_that_wait_for_their_equals(@ForAll("anyUnmatched") Unmatched unmatched) {
        assertThat(Unmatched.of(unmatched.toLongs())).isEqualTo(unmatched);
    }

    @Provide
    Arbitrary<Unmatched> anyUnmatched() {
        return Combinators.combine(
                        Arbitraries.of(Side.class), occurrences().list().ofMaxSize(5))
                .as(Unmatched::new);
    }
}
