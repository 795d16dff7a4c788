package io.millrace.operator.jobs;

import io.millrace.operator.revisions.Revision;
import java.util.Optional;

/**
 * A running job, as its FlinkDeployment should ask for it.
 *
 * @param restoreFrom the newest savepoint; looked at only when the deployment is made anew, as an existing one starts
 *     from where it was stopped
 */
public record DesiredJob(Revision revision, Optional<String> restoreFrom) {}
