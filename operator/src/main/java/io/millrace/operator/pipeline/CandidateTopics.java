package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineStatus.Rollout;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.acceptance.TopicNames;
import io.millrace.operator.canary.CanaryTopics;
import io.millrace.operator.canary.Evidence;
import io.millrace.operator.canary.Samples;
import io.millrace.operator.ledger.LedgerReading;
import io.millrace.operator.ledger.LedgerTopic;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.PipelineId;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a candidate tells of itself.
 *
 * @param differences the topic of their samples
 * @param shown what the status says of it
 */
record CandidateTopics(LedgerTopic ledger, String differences, Rollout shown) {

    /** Of a candidate that was started and is wanted. */
    static Optional<CandidateTopics> of(StreamingPipeline pipeline) {
        PipelineId id = PipelineId.of(pipeline);
        return Stored.of(pipeline.getStatus())
                .candidateStanding()
                .filter(candidate -> candidate.cut().isPresent())
                .map(candidate -> new CandidateTopics(
                        new LedgerTopic(
                                CanaryTopics.ledger(TopicNames.identity(id).ledgerTopic()),
                                candidate.startedAt(),
                                Slot.CANARY),
                        CanaryTopics.differences(id),
                        pipeline.getStatus().rollout()));
    }

    Stream<String> names() {
        return Stream.of(ledger.name(), differences);
    }

    /** How many differences are to be read; the books tell of those that there are. */
    int unread(LedgerReading books) {
        return Samples.toRead(books.sum(), Evidence.shownBy(shown).samples());
    }
}
