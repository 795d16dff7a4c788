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
 * <p>Beside the results of a window stand the late records that would have been in it. One that was late on one side only
 * explains a difference: the other side's result has it. While it is not known whether it was late on both, differences
 * wait. By the time that it is resolved both results are decided: whoever was late had closed the window before, and the
 * other side is as far.
 *
 * @param isLateness whether the differences come of a record that was late on one side only
 * @param left what is not resolved, by value
 */
record Resolution(List<Difference> differences, boolean isLateness, Map<String, Unmatched> left) {

    static Resolution of(Map<String, Unmatched> unmatched, Frontier frontier) {
        Map<String, Unmatched> results = new LinkedHashMap<>();
        Map<String, Unmatched> marks = new LinkedHashMap<>();
        unmatched.forEach((value, left) -> (Compared.isMark(value) ? marks : results).put(value, left));
        if (marks.isEmpty()) {
            return ofResults(results, frontier);
        }
        Map<String, Unmatched> unresolved = withoutResolved(marks, frontier);
        if (unresolved.equals(marks)) {
            return new Resolution(List.of(), false, unmatched);
        }
        Resolution touched = touched(results, frontier);
        Map<String, Unmatched> left = new LinkedHashMap<>(touched.left());
        left.putAll(unresolved);
        return new Resolution(touched.differences(), true, left);
    }

    private static Map<String, Unmatched> withoutResolved(Map<String, Unmatched> marks, Frontier frontier) {
        Map<String, Unmatched> left = new LinkedHashMap<>(marks);
        marks.forEach((value, mark) -> mark.occurrences().stream()
                .filter(one -> one.epoch() < frontier.of(mark.side()).resolvedBelow())
                .forEach(one -> remove(left, new Written(value, one))));
        return left;
    }

    private static Resolution touched(Map<String, Unmatched> unmatched, Frontier frontier) {
        Deque<Written> live = decided(unmatched, Side.LIVE, frontier);
        Deque<Written> candidate = decided(unmatched, Side.CANDIDATE, frontier);
        List<Difference> differences = new ArrayList<>();
        while (!live.isEmpty() || !candidate.isEmpty()) {
            differences.add(new Difference(live.poll(), candidate.poll()));
        }
        return new Resolution(differences, true, without(unmatched, differences));
    }

    private static Resolution ofResults(Map<String, Unmatched> unmatched, Frontier frontier) {
        Deque<Written> live = decided(unmatched, Side.LIVE, frontier);
        Deque<Written> candidate = decided(unmatched, Side.CANDIDATE, frontier);
        List<Difference> differences = new ArrayList<>();
        while (isResolved(live.peek(), Side.LIVE, frontier) || isResolved(candidate.peek(), Side.CANDIDATE, frontier)) {
            differences.add(new Difference(live.poll(), candidate.poll()));
        }
        return new Resolution(differences, false, without(unmatched, differences));
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
