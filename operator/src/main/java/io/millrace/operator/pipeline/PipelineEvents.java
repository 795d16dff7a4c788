package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.pipeline.Events.Note;
import io.millrace.operator.result.Outage;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The events that lie between two statuses. As a status is written once for each change, so is an event. */
final class PipelineEvents {

    private PipelineEvents() {}

    static List<Note> between(@Nullable PipelineStatus before, PipelineStatus after) {
        return Stream.of(
                        new RolloutEvents(Stored.of(before), Stored.of(after)).notes(),
                        CanaryEvents.between(before == null ? null : before.rollout(), after.rollout()),
                        new TroubleEvents(before, after).notes())
                .flatMap(List::stream)
                .toList();
    }

    static Note refused(Outage refusal) {
        return new Note(true, refusal.reason().word(), refusal.message());
    }

    static Optional<Note> deleted(@Nullable PipelineStatus last) {
        String kept = Stored.of(last)
                .lastStop()
                .map(Savepoint::path)
                .map(path -> "; the last savepoint is " + path)
                .orElse("");
        return Optional.of(new Note(
                        false,
                        "Deleted",
                        "job and revisions are removed, and the topics whose"
                                + " deletionPolicy is Delete; schemas stay in the registry" + kept))
                .filter(note -> last != null);
    }
}
