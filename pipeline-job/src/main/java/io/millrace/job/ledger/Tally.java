package io.millrace.job.ledger;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Counts;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** The counters of one place. Who counts every record takes his counter once, when the job starts. */
public final class Tally {

    private final EnumMap<Account, Counter> counts = new EnumMap<>(Account.class);
    private final EnumMap<DeadLetterCode, Counter> dead = new EnumMap<>(DeadLetterCode.class);

    Tally(Counts restored) {
        restored.counts().forEach((account, count) -> counts.put(account, new Counter(count)));
        restored.dead().forEach((code, count) -> dead.put(code, new Counter(count)));
    }

    /** The same object each time. */
    public Counter of(Account account) {
        return counts.computeIfAbsent(account, one -> new Counter(0));
    }

    /** Of several accounts. */
    public long sum(Account... accounts) {
        return Arrays.stream(accounts).mapToLong(account -> of(account).value()).sum();
    }

    public void deadLetter(DeadLetterCode code) {
        dead.computeIfAbsent(code, one -> new Counter(0)).count();
    }

    Counts counts() {
        return new Counts(counted(counts, Account.class), counted(dead, DeadLetterCode.class));
    }

    // What is not there is 0.
    private static <K extends Enum<K>> Map<K, Long> counted(EnumMap<K, Counter> counters, Class<K> keys) {
        Map<K, Long> counted = new EnumMap<>(keys);
        counters.forEach((key, counter) -> {
            if (counter.value() != 0) {
                counted.put(key, counter.value());
            }
        });
        return counted;
    }
}
