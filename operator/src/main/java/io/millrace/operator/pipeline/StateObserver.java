package io.millrace.operator.pipeline;

import io.millrace.operator.acceptance.Borrowing;
import io.millrace.operator.acceptance.Inheritance;
import io.millrace.operator.operations.Origin;
import io.millrace.operator.operations.Predecessor;
import io.millrace.operator.operations.Restoring;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.operations.Wishes;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.savepoints.Borrowed;
import java.util.Optional;

/** Looks for the state that a spec is to go on from. Only reads. */
final class StateObserver {

    private final Ports ports;
    private final String stateRoot;

    StateObserver(Ports ports, String stateRoot) {
        this.ports = ports;
        this.stateRoot = stateRoot;
    }

    /**
     * What the spec asks to restore.
     *
     * @param borrowed what the ConfigMap says, where one is named
     */
    record Sought(Optional<Restoring> restoring, Observed<Borrowed> borrowed) {

        static final Sought NOTHING = new Sought(Optional.empty(), Observed.absent());

        Optional<Origin> origin() {
            return restoring.flatMap(asked -> asked.origin(borrowed));
        }

        boolean isAny() {
            return restoring.isPresent();
        }

        private Optional<String> configMap() {
            return restoring.flatMap(Restoring::configMap);
        }
    }

    Sought seek(PipelineId pipeline, Stored stored, Wishes wishes) {
        Optional<Restoring> restoring = Restoring.of(stored, wishes);
        return new Sought(
                restoring,
                restoring
                        .flatMap(Restoring::configMap)
                        .map(name -> ports.records().borrow(pipeline, name))
                        .orElseGet(Observed::absent));
    }

    Inheritance inheritance(PipelineId pipeline, String cluster, Sought sought, Predecessor predecessor) {
        Borrowing borrowing = new Borrowing(pipeline, cluster, stateRoot);
        return sought.configMap()
                .map(name -> borrowing.of(name, sought.borrowed()))
                .or(() -> predecessor
                        .configMap()
                        .map(name -> borrowing.of(name, ports.records().borrow(pipeline, name))))
                .orElseGet(() -> Inheritance.of(predecessor
                        .revision()
                        .flatMap(name -> ports.revisions().find(pipeline, name).value())));
    }
}
