package io.millrace.operator.gates;

/**
 * Whether the candidate has more than its share of events, told exactly and at any time.
 *
 * <p>Where both sides have Poisson rates, each event is the candidate's with a probability that depends on the ratio of the
 * rates alone (J. Przyborowski and H. Wilenski, Homogeneity of results in testing samples from Poisson series, Biometrika 31,
 * 1940). So "at most r times as often" says that it is at most a known share. Against that stands the mean likelihood ratio
 * over all larger shares (H. Robbins, Statistical methods related to the law of the iterated logarithm, Annals of
 * Mathematical Statistics 41, 1970):
 *
 * <pre>
 *   E(x of n) = ∫ p^x (1-p)^(n-x) dp / ((1-s) s^x (1-s)^(n-x)),  p from s to 1
 *             = Σ b(k) / ((n+1-x) b(x)),  k from 0 to x,  b binomial of n+1 and s
 * </pre>
 *
 * While the share is no larger than s this is a supermartingale that begins at 1, so that it <em>ever</em> reaches 1/a with
 * a probability of at most a (Ville's inequality). Looking again and again makes no false alarm likelier, as it would with a
 * test that is made for one look; M. Lindon and others, Rapid regression detection in software deployments through
 * sequential testing, KDD 2022, use the same for canaries.
 */
final class RatioTest {

    /** How many of a thousand candidates that are just as good as they must be a gate fails, over all of its looks. */
    static final int FALSE_ALARMS_PER_THOUSAND = 10;

    private static final double CERTAIN = 1000.0 / FALSE_ALARMS_PER_THOUSAND;

    // Of the sum so far; what follows such a term is smaller still.
    private static final double NEGLIGIBLE = 1e-12;

    private RatioTest() {}

    /**
     * @param events of the candidate
     * @param all of both sides
     * @param share that the candidate may have
     */
    static boolean isBeyond(long events, long all, double share) {
        return evidence(events, all, share) >= CERTAIN;
    }

    /** How much likelier what was seen is with a larger share; once it is certain, no more than that. */
    static double evidence(long events, long all, double share) {
        double odds = (1 - share) / share;
        long trials = all + 1;
        long others = trials - events;
        double term = 1;
        double sum = 1;
        for (long k = events; k > 0; k--) {
            term *= k * odds / (trials - k + 1);
            sum += term;
            boolean isFalling = k * odds < trials - k + 1;
            if (sum >= CERTAIN * others || (isFalling && term < NEGLIGIBLE * sum)) {
                break;
            }
        }
        return sum / others;
    }
}
