package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.result.Observed;
import io.millrace.operator.savepoints.Borrowed;
import java.util.Optional;

/**
 * The savepoint that {@code spec.restore} names, while it was not restored.
 *
 * @param name as it stands there
 * @param own the kept one of that name; where there is none, the name is of a ConfigMap
 */
public record Restoring(String name, long nonce, Optional<Savepoint> own) {

    public static Optional<Restoring> of(Stored stored, Wishes wishes) {
        return wishes.restoreToDo(stored.handled())
                .map(asked -> new Restoring(
                        asked.savepoint(),
                        asked.nonce(),
                        stored.savepoints().stream()
                                .filter(kept -> kept.name().equals(asked.savepoint()))
                                .findFirst()));
    }

    /** What has to be looked at for it. */
    public Optional<String> configMap() {
        return own.isPresent() ? Optional.empty() : Optional.of(name);
    }

    /** @param borrowed what the ConfigMap says, if one has to be looked at */
    public Optional<Origin> origin(Observed<Borrowed> borrowed) {
        Origin.Request request = new Origin.Request(nonce, configMap());
        return own.map(Origin::of)
                .or(() -> borrowed.value()
                        .filter(Borrowed.Described.class::isInstance)
                        .map(described -> Origin.borrowed(
                                ((Borrowed.Described) described).record().savepoint())))
                .map(origin -> origin.askedForBy(request));
    }
}
