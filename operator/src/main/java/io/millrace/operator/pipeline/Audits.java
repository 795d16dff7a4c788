package io.millrace.operator.pipeline;

import io.millrace.definition.PipelineDefinition;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.Revisions;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Holds books against the definition that they are about. Fetches each definition once. Used by one thread. */
public final class Audits {

    private record Known(RevisionName revision, PipelineDefinition definition) {}

    private final Revisions revisions;
    private final Map<PipelineId, Known> known = new HashMap<>();

    public Audits(Revisions revisions) {
        this.revisions = revisions;
    }

    /** Books of a revision that is nowhere kept say nothing, as if they were not there. */
    Observed<Audit> audit(PipelineId pipeline, Observed<LedgerReading> ledger) {
        return Ledgers.soFar(ledger)
                .flatMap(reading -> definition(pipeline, reading.sum().revision())
                        .map(definition -> Observed.found(Audit.of(definition, reading)))
                        .orElseGet(Observed::absent));
    }

    private Optional<PipelineDefinition> definition(PipelineId pipeline, String revision) {
        return RevisionName.tryParse(revision).flatMap(name -> definition(pipeline, name));
    }

    private Optional<PipelineDefinition> definition(PipelineId pipeline, RevisionName name) {
        Known before = known.get(pipeline);
        if (before != null && before.revision().equals(name)) {
            return Optional.of(before.definition());
        }
        Optional<PipelineDefinition> found =
                revisions.find(pipeline, name).value().map(Revision::definition);
        found.ifPresent(definition -> known.put(pipeline, new Known(name, definition)));
        return found;
    }

    void keepOnly(Collection<PipelineId> pipelines) {
        known.keySet().retainAll(pipelines);
    }
}
