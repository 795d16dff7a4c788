package io.millrace.job.ledger;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Counts;
import java.util.EnumMap;
import java.util.Map;

/** The counters of one place. Plain numbers: one thread counts, and it counts every record. */
public final class Tally {

    private final EnumMap<Account, long[]> counts = new EnumMap<>(Account.class);
    private final EnumMap<DeadLetterCode, long[]> dead = new EnumMap<>(DeadLetterCode.class);

    Tally(Counts restored) {
        restored.counts().forEach((account, count) -> counter(counts, account)[0] = count);
        restored.dead().forEach((code, count) -> counter(dead, code)[0] = count);
    }

    public void count(Account account) {
        counter(counts, account)[0]++;
    }

    public void count(Account account, long times) {
        counter(counts, account)[0] += times;
    }

    public void deadLetter(DeadLetterCode code) {
        counter(dead, code)[0]++;
    }

    /** For a level, which is measured and not counted. */
    public void level(Account account, long now) {
        counter(counts, account)[0] = now;
    }

    Counts counts() {
        return new Counts(counted(counts, Account.class), counted(dead, DeadLetterCode.class));
    }

    private static <K extends Enum<K>> long[] counter(EnumMap<K, long[]> counters, K key) {
        long[] counter = counters.get(key);
        if (counter == null) {
            counter = new long[1];
            counters.put(key, counter);
        }
        return counter;
    }

    private static <K extends Enum<K>> Map<K, Long> counted(EnumMap<K, long[]> counters, Class<K> keys) {
        Map<K, Long> counted = new EnumMap<>(keys);
        counters.forEach((key, counter) -> counted.put(key, counter[0]));
        return counted;
    }
}
