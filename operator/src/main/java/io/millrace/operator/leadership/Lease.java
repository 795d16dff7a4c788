package io.millrace.operator.leadership;

import java.time.Instant;
import java.util.Optional;

/**
 * The lease as it is stored.
 *
 * @param holder who leads; empty when the last one left in good order
 * @param transitions how often it went to somebody else
 * @param version what it was read or written as; empty for one that has never been stored
 */
public record Lease(
        Optional<String> holder, Instant acquired, Instant renewed, int transitions, Optional<String> version) {

    static Lease first(String holder, Instant now) {
        return new Lease(Optional.of(holder), now, now, 0, Optional.empty());
    }

    Lease renewedAt(Instant now) {
        return new Lease(holder, acquired, now, transitions, version);
    }

    Lease takenBy(String other, Instant now) {
        return new Lease(Optional.of(other), now, now, transitions + 1, version);
    }

    Lease given(Instant now) {
        return new Lease(Optional.empty(), acquired, now, transitions, version);
    }

    boolean isHeldBy(String candidate) {
        return holder.equals(Optional.of(candidate));
    }
}
