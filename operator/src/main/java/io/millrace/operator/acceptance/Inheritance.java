package io.millrace.operator.acceptance;

import io.millrace.definition.state.StatefulJob;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.revisions.Revision;
import java.util.List;
import java.util.Optional;

/**
 * The state that a spec is to go on from.
 *
 * @param job whose state it is; empty where there is none
 * @param refusals why that state cannot be had
 */
public record Inheritance(Optional<StatefulJob> job, List<Refusal> refusals) {

    public static final Inheritance NONE = new Inheritance(Optional.empty(), List.of());

    static final String FIELD = "spec.restore.savepoint";

    public Inheritance {
        refusals = List.copyOf(refusals);
    }

    public static Inheritance of(Optional<Revision> before) {
        return new Inheritance(before.map(Revision::job), List.of());
    }

    static Inheritance refused(Reason reason, String path, String sentence) {
        return new Inheritance(Optional.empty(), List.of(new Refusal(reason, path, sentence)));
    }
}
