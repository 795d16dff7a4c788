package io.millrace.operator.jobs;

import java.util.Optional;

/**
 * The numbers in the spec of a FlinkDeployment of which a new value starts its job anew. They stay from then on: taking one
 * away asks for nothing, but is one more edit.
 *
 * @param redeploy {@code job.savepointRedeployNonce}: what runs is cancelled, and the job starts from {@code
 *     initialSavepointPath}
 * @param restart {@code restartNonce}: the job is stopped and goes on as {@code upgradeMode} says
 */
public record Nonces(Optional<Long> redeploy, Optional<Long> restart) {

    public static final Nonces NONE = new Nonces(Optional.empty(), Optional.empty());

    public Nonces redeployedBy(long nonce) {
        return new Nonces(Optional.of(nonce), restart);
    }

    public Nonces restartedBy(long nonce) {
        return new Nonces(redeploy, Optional.of(nonce));
    }
}
