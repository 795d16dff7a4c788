package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The values in a spec by which something is asked for once. */
public record Nonces(Optional<Long> restart, Optional<Long> restore) {

    static final Nonces NONE = new Nonces(Optional.empty(), Optional.empty());

    static Nonces of(PipelineStatus.@Nullable Nonces stored) {
        return stored == null
                ? NONE
                : new Nonces(Optional.ofNullable(stored.restart()), Optional.ofNullable(stored.restore()));
    }

    public PipelineStatus.@Nullable Nonces toStatus() {
        return equals(NONE) ? null : new PipelineStatus.Nonces(restart.orElse(null), restore.orElse(null));
    }

    /** A nonce that is taken out of the spec asks for nothing. */
    boolean asksToRestart(Nonces handled) {
        return restart.isPresent() && !restart.equals(handled.restart);
    }

    boolean asksToRestore(Nonces handled) {
        return restore.isPresent() && !restore.equals(handled.restore);
    }
}
