package io.millrace.job.compare;

import io.millrace.definition.ledger.Account;
import io.millrace.job.compare.Unmatched.Occurrence;
import org.jspecify.annotations.Nullable;

/** What one side wrote, or both, and the other did not: at least one of the two is there. */
record Difference(@Nullable Written live, @Nullable Written candidate) {

    /** A record's value, as it is compared, and where it stands. */
    record Written(String value, Occurrence at) {}

    Account kind() {
        if (live == null) {
            return Account.EXTRA;
        }
        return candidate == null ? Account.MISSING : Account.DIFFERENT;
    }
}
