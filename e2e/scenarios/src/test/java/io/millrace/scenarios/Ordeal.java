package io.millrace.scenarios;

import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.Fault;
import io.millrace.platform.clickstream.ShopEvent;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * 200,000 records with everything that can be wrong with a record, in known numbers: out of order, late, twice, without a
 * value, not understood, too large. The partitions advance at different speeds.
 */
final class Ordeal {

    private static final int PARTITIONS = 4;
    private static final int LATE = 300;
    private static final int TWICE = 500;
    private static final Map<Fault, Integer> FAULTS = Map.of(
            Fault.NULL_USER, 1_310,
            Fault.UNKNOWN_TYPE, 820,
            Fault.NOT_FRAMED, 530,
            Fault.CUT_SHORT, 270,
            Fault.UNKNOWN_SCHEMA, 140,
            Fault.NO_VALUE, 190,
            Fault.OVERSIZED, 60);
    private static final int SMALLEST_ROUND = 100;

    private final Clickstream stream = new Clickstream(
            20260321,
            200_000 - LATE - TWICE - PARTITIONS,
            PARTITIONS,
            Instant.parse("2026-03-21T08:00:00Z"),
            36,
            FAULTS);

    int partitions() {
        return PARTITIONS;
    }

    /** When nobody can tell any more whether an event of the first window is one that came before. */
    Instant tooLateForTheFirstWindow() {
        return stream.start().plus(Clickstream.WINDOW.multipliedBy(3));
    }

    /** How many records repeat one that came before. The events that close the last windows are all the same. */
    int again() {
        return TWICE + PARTITIONS - 1;
    }

    /** All but the late records, in the portions in which they are sent: one, two, three, four parts a partition. */
    List<List<Click>> rounds() {
        List<Iterator<Click>> left = IntStream.range(0, PARTITIONS)
                .mapToObj(partition -> withTwice(partition).iterator())
                .toList();
        List<List<Click>> rounds = new ArrayList<>();
        while (left.stream().anyMatch(Iterator::hasNext)) {
            List<Click> round = new ArrayList<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                Iterator<Click> clicks = left.get(partition);
                for (int i = 0; i < SMALLEST_ROUND * (partition + 1) && clicks.hasNext(); i++) {
                    round.add(clicks.next());
                }
            }
            rounds.add(round);
        }
        return rounds;
    }

    // A shop's producer that was not sure sends a record again.
    private List<Click> withTwice(int partition) {
        List<Click> clicks = new ArrayList<>();
        int again = TWICE / PARTITIONS;
        for (Click click : stream.clicks()) {
            if (click.partition() == partition) {
                clicks.add(click);
                if (again > 0 && click.fault().isEmpty() && clicks.size() % 97 == 0) {
                    clicks.add(click);
                    again--;
                }
            }
        }
        return clicks;
    }

    List<Click> late() {
        return IntStream.range(0, LATE)
                .mapToObj(i -> new Click(
                        i % PARTITIONS,
                        new ShopEvent(
                                1_000_000L + i,
                                "purchase",
                                7,
                                new BigDecimal("7.00"),
                                stream.start().plusSeconds(i)),
                        Optional.empty()))
                .toList();
    }

    List<Click> all() {
        List<Click> all = new ArrayList<>(late());
        rounds().forEach(all::addAll);
        return all;
    }

    /** What must be in the topic of the windows' results, and the dead letters of the rules and of decoding. */
    Expectation expected() {
        return Expectation.of(stream.clicks(), stream.end());
    }
}
