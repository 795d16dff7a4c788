package io.millrace.job.compare;

import io.millrace.job.compare.Difference.Written;
import io.millrace.job.compare.Unmatched.Occurrence;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of the records of one identity that have not met an equal one. A resolved one makes a pair with one of the
 * other side that is at least decided, in the order of epochs; what finds no partner is missing or extra.
 *
 * @param left what is not resolved, by value
 */
record Resolution(List<Difference> differences, Map<String, Unmatched> left) {

    static Resolution of(Map<String, Unmatched> unmatched, Frontier frontier) {
        Deque<Written> live = decided(unmatched, Side.LIVE, frontier);
        Deque<Written> candidate = decided(unmatched, Side.CANDIDATE, frontier);
        List<Difference> differences = new ArrayList<>();
        while (isResolved(live.peek(), Side.LIVE, frontier) || isResolved(candidate.peek(), Side.CANDIDATE, frontier)) {
            differences.add(new Difference(live.poll(), candidate.poll()));
        }
        return new Resolution(differences, without(unmatched, differences));
    }

    // The earliest first: when that is not resolved, none is.
    private static Deque<Written> decided(Map<String, Unmatched> unmatched, Side side, Frontier frontier) {
        List<Written> decided = new ArrayList<>();
        unmatched.forEach((value, left) -> {
            if (left.side() == side) {
                left.occurrences().stream()
                        .filter(one -> one.epoch() < frontier.of(side).below())
                        .forEach(one -> decided.add(new Written(value, one)));
            }
        });
        decided.sort(Comparator.comparingLong((Written one) -> one.at().epoch())
                .thenComparingInt(one -> one.at().partition())
                .thenComparingLong(one -> one.at().offset()));
        return new ArrayDeque<>(decided);
    }

    private static boolean isResolved(@Nullable Written one, Side side, Frontier frontier) {
        return one != null && one.at().epoch() < frontier.of(side).resolvedBelow();
    }

    private static Map<String, Unmatched> without(Map<String, Unmatched> unmatched, List<Difference> differences) {
        Map<String, Unmatched> left = new LinkedHashMap<>(unmatched);
        for (Difference difference : differences) {
            remove(left, difference.live());
            remove(left, difference.candidate());
        }
        return left;
    }

    private static void remove(Map<String, Unmatched> left, @Nullable Written resolved) {
        if (resolved != null) {
            left.computeIfPresent(resolved.value(), (value, before) -> {
                List<Occurrence> others = new ArrayList<>(before.occurrences());
                others.remove(resolved.at());
                return before.with(others);
            });
        }
    }
}
