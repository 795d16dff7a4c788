package io.millrace.definition.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.definition.DeadLetterCode;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/**
 * The counters of one place. What is not there is 0.
 *
 * @param dead dead letters that the place made, by code
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Counts(Map<Account, Long> counts, Map<DeadLetterCode, Long> dead) {

    public static final Counts NONE = new Counts(Map.of(), Map.of());

    @SuppressWarnings("ConstantConditions") // what is empty is left out of the JSON
    public Counts {
        counts = counts == null ? Map.of() : Map.copyOf(counts);
        dead = dead == null ? Map.of() : Map.copyOf(dead);
    }

    public long of(Account account) {
        return counts.getOrDefault(account, 0L);
    }

    public long dead(DeadLetterCode code) {
        return dead.getOrDefault(code, 0L);
    }

    /** Dead letters of every code. */
    public long deadLetters() {
        return dead.values().stream().mapToLong(Long::longValue).sum();
    }

    public Counts plus(Counts other) {
        return new Counts(merged(counts, other.counts, Long::sum), merged(dead, other.dead, Long::sum));
    }

    public Counts minus(Counts other) {
        return plus(new Counts(negative(other.counts), negative(other.dead)));
    }

    static <K extends Comparable<K>> Map<K, Long> negative(Map<K, Long> counters) {
        Map<K, Long> negative = new TreeMap<>();
        counters.forEach((key, count) -> negative.put(key, -count));
        return negative;
    }

    static <K extends Comparable<K>, V> Map<K, V> merged(Map<K, V> one, Map<K, V> other, BinaryOperator<V> sum) {
        Map<K, V> merged = new TreeMap<>(one);
        other.forEach((key, value) -> merged.merge(key, value, sum));
        return merged;
    }
}
