package io.millrace.operator.gates;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTestTest {

    private static final double HALF = 0.5;
    private static final double CERTAIN = 1000.0 / RatioTest.FALSE_ALARMS_PER_THOUSAND;

    /** By the formula as it stands, in exact arithmetic: the share is a half, so that all is in whole numbers. */
    private static double byTheFormula(int events, int all) {
        BigInteger sum = BigInteger.ZERO;
        for (int k = 0; k <= events; k++) {
            sum = sum.add(choose(all + 1, k));
        }
        BigInteger below = choose(all + 1, events).multiply(BigInteger.valueOf(all + 1 - events));
        return new BigDecimal(sum)
                .divide(new BigDecimal(below), MathContext.DECIMAL64)
                .doubleValue();
    }

    private static BigInteger choose(int n, int k) {
        BigInteger ways = BigInteger.ONE;
        for (int i = 0; i < k; i++) {
            ways = ways.multiply(BigInteger.valueOf(n - i)).divide(BigInteger.valueOf(i + 1));
        }
        return ways;
    }

    @Test
    void the_sum_is_the_formula_as_far_as_it_is_needed() {
        for (int all = 0; all <= 60; all++) {
            for (int events = 0; events <= all; events++) {
                // given
                double expected = byTheFormula(events, all);
                // when
                double evidence = RatioTest.evidence(events, all, HALF);
                // then
                if (expected < CERTAIN) {
                    assertThat(evidence).as("%d of %d", events, all).isCloseTo(expected, within(1e-9 * expected));
                } else {
                    assertThat(evidence).as("%d of %d", events, all).isGreaterThanOrEqualTo(CERTAIN);
                }
            }
        }
    }

    @ParameterizedTest(name = "{0} of {1} where {2} is its share: {3}")
    @CsvSource({
        "0, 0, 0.5, false",
        "8, 8, 0.5, false",
        "9, 9, 0.5, true",
        "12, 20, 0.5, false",
        "30, 40, 0.5, false",
        "40, 50, 0.5, true",
        // As often as it may.
        "500000, 1000000, 0.5, false",
        "510000, 1000000, 0.5, true",
        // Fewer, and very many: neither underflow nor a long walk.
        "10, 2000000000, 0.5, false",
        "2000000000, 2000000000, 0.5, true",
        // Three times as often may be.
        "14, 14, 0.75, false",
        "24, 24, 0.75, true"
    })
    void what_is_beyond_chance(long events, long all, double share, boolean beyond) {
        // when, then
        assertThat(RatioTest.isBeyond(events, all, share)).isEqualTo(beyond);
    }

    @Test
    void one_more_event_of_the_candidate_is_never_evidence_for_it() {
        for (int all = 1; all <= 200; all++) {
            for (int events = 1; events <= all; events++) {
                // when
                double fewer = RatioTest.evidence(events - 1, all, 0.6);
                double more = RatioTest.evidence(events, all, 0.6);
                // then
                if (fewer < CERTAIN) {
                    assertThat(more).as("%d of %d", events, all).isGreaterThan(fewer);
                }
            }
        }
    }

    /** Looked at every minute of a day, of candidates that are as bad as may be. */
    @Test
    void false_alarms_are_as_rare_as_is_said_however_often_it_is_looked_at() {
        // given
        Random random = new Random(20_260_101);
        int candidates = 2_000;
        int alarms = 0;
        // when
        for (int candidate = 0; candidate < candidates; candidate++) {
            alarms += raisesAlarm(random, 0.6, 0.6) ? 1 : 0;
        }
        // then
        double expected = candidates * RatioTest.FALSE_ALARMS_PER_THOUSAND / 1000.0;
        assertThat((double) alarms).isLessThan(expected + 3 * Math.sqrt(expected));
    }

    @Test
    void candidates_that_are_worse_are_found() {
        // given
        Random random = new Random(20_260_102);
        int found = 0;
        // when
        for (int candidate = 0; candidate < 200; candidate++) {
            found += raisesAlarm(random, 0.75, 0.6) ? 1 : 0;
        }
        // then
        assertThat(found).isEqualTo(200);
    }

    private static boolean raisesAlarm(Random random, double isShare, double mayBeShare) {
        long events = 0;
        long all = 0;
        for (int minute = 0; minute < 24 * 60; minute++) {
            int come = random.nextInt(3);
            for (int event = 0; event < come; event++) {
                all++;
                events += random.nextDouble() < isShare ? 1 : 0;
            }
            if (RatioTest.isBeyond(events, all, mayBeShare)) {
                return true;
            }
        }
        return false;
    }
}
