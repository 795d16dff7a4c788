package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a spec asks for once, as far as it was acted on.
 *
 * @param scheduledFrom from when on the next scheduled savepoint is counted
 */
public record Handled(Optional<Long> restart, Optional<Long> restore, Optional<Instant> scheduledFrom) {

    static final Handled NOTHING = new Handled(Optional.empty(), Optional.empty(), Optional.empty());

    static Handled of(PipelineStatus.@Nullable Handled stored) {
        return stored == null
                ? NOTHING
                : new Handled(
                        Optional.ofNullable(stored.restartNonce()),
                        Optional.ofNullable(stored.restoreNonce()),
                        Optional.ofNullable(stored.scheduledFrom()).map(Instant::parse));
    }

    public PipelineStatus.@Nullable Handled toStatus() {
        return equals(NOTHING)
                ? null
                : new PipelineStatus.Handled(
                        restart.orElse(null),
                        restore.orElse(null),
                        scheduledFrom.map(Instant::toString).orElse(null));
    }

    Handled restarted(Optional<Long> nonce) {
        return new Handled(nonce.or(() -> restart), restore, scheduledFrom);
    }

    Handled restored(long nonce) {
        return new Handled(restart, Optional.of(nonce), scheduledFrom);
    }

    Handled scheduled(Instant from) {
        return new Handled(restart, restore, Optional.of(from));
    }
}
