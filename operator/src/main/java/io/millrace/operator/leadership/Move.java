package io.millrace.operator.leadership;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What a candidate does about the lease that it sees. */
sealed interface Move {

    /** Writes it: to lead, or to go on leading. */
    record Write(Lease lease) implements Move {}

    /** Somebody else leads. */
    record StandBy(String leader) implements Move {}

    /** Somebody else leads, or has led, although this process believes that it does. */
    record Deposed(String leader) implements Move {}

    /**
     * @param unchanged how long this process has seen the lease as it is; the times in it are of another clock
     */
    static Move next(
            String candidate,
            boolean leading,
            Optional<Lease> seen,
            Duration unchanged,
            Duration duration,
            Instant now) {
        if (seen.isEmpty()) {
            return new Write(Lease.first(candidate, now));
        }
        Lease lease = seen.get();
        Optional<String> other = lease.holder().filter(holder -> !holder.equals(candidate));
        if (lease.isHeldBy(candidate)) {
            return new Write(lease.renewedAt(now));
        }
        if (leading) {
            return new Deposed(other.orElse("nobody"));
        }
        return other.isPresent() && unchanged.compareTo(duration) < 0
                ? new StandBy(other.get())
                : new Write(lease.takenBy(candidate, now));
    }
}
