package io.millrace.operator.jobs;

import io.millrace.operator.revisions.Revision;
import java.util.Optional;

/**
 * A running job, as its FlinkDeployment should ask for it.
 *
 * @param restoreFrom a savepoint; looked at when the deployment is made anew or has a new nonce, as one that was
 *     stopped starts from there
 * @param nonces of which a new value starts a job anew that is not stopped
 * @param leavesStateBehind whether state that no step claims may be left behind
 * @param fromCheckpoint whether a job that cannot be stopped with a savepoint goes on from its last checkpoint
 */
public record DesiredJob(
        Revision revision,
        Optional<String> restoreFrom,
        Nonces nonces,
        boolean leavesStateBehind,
        boolean fromCheckpoint) {}
