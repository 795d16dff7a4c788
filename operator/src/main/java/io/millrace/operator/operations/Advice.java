package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;

/** What a person can do where the operator must not decide. */
public final class Advice {

    private Advice() {}

    public static String startAgain(Stored stored) {
        String from = stored.lastStop()
                .map(Savepoint::path)
                .map(path -> "from savepoint " + path + ", so what was written since is written again")
                .orElse("from the beginning, as there is no savepoint");
        return "set spec.suspend to true and then to false to start it again " + from;
    }

    public static String deleteWithoutSavepoint() {
        return "set spec.deletion.savepoint to false to delete the pipeline without a last savepoint";
    }
}
