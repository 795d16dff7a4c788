package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.CanaryTopic;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The phase in which everything goes that was made for a candidate: first its job, then what that wrote to. */
final class Dismissing {

    private final Stored stored;
    private final Candidate candidate;
    private final OperationFacts facts;

    private Dismissing(Stored stored, Candidate candidate, OperationFacts facts) {
        this.stored = stored;
        this.candidate = candidate;
        this.facts = facts;
    }

    static Step step(Stored stored, OperationFacts facts, Instant now) {
        Optional<Candidate> there = stored.candidateThere();
        if (there.isEmpty()) {
            return Step.complete();
        }
        if (!facts.phaseFacts().areFor(OperationPhase.REMOVE_CANARY)) {
            return Step.await(Reason.DISMISSING, "looking for what is left of the candidate");
        }
        Candidate candidate = there.get();
        return new Dismissing(stored, candidate, facts)
                .left()
                .orElseGet(() -> Step.complete(memory -> memory.with(candidate.ended(now))));
    }

    private Optional<Step> left() {
        return job().or(this::snapshot)
                .or(this::transactions)
                .or(this::group)
                .or(this::topics)
                .or(this::revision);
    }

    private Optional<Step> job() {
        Observed<JobState> seen = facts.canary().job();
        Optional<JobState> job = seen.value().filter(JobState::ours);
        if (job.isEmpty()) {
            return seen.outage().map(Step::await);
        }
        return Optional.of(
                job.get().deleting()
                        ? Step.await(
                                Reason.DISMISSING,
                                "waiting for the candidate's FlinkDeployment to be gone; the Flink Kubernetes operator"
                                        + " must run to release it")
                        : Step.work(new Effect.ChangeJob(
                                Slot.CANARY, new JobChange.Remove(job.get().uid()))));
    }

    /** Of an operation that was broken off; one that was finished has forgotten it. What is not over is left to Tidy. */
    private Optional<Step> snapshot() {
        String name = Operation.snapshotName(facts.pipeline().name(), candidate.startedAt());
        return facts.phaseFacts()
                .snapshot()
                .value()
                .flatMap(there -> Unclaimed.removal(name, there, stored, facts))
                .map(removal -> Step.work(removal));
    }

    private Optional<Step> transactions() {
        Observed<Set<String>> open = facts.canary().transactions();
        return open.outage().map(Step::await).or(() -> open.value()
                .filter(ids -> !ids.isEmpty())
                .map(ids -> Step.work(new Effect.FenceTransactions(facts.cluster(), ids))));
    }

    /** One that somebody has joined is left to them; Kafka forgets it after its own time. */
    private Optional<Step> group() {
        Observed<Boolean> inUse = facts.canary().leftovers().groupInUse();
        return inUse.outage().map(Step::await).or(() -> inUse.value()
                .filter(joined -> !joined)
                .map(empty -> Step.work(new Effect.ForgetGroup(
                        facts.cluster(), facts.pipeline().in(Slot.CANARY).consumerGroup()))));
    }

    // Announced topics are its own whether or not somebody saw their ids: none of them was there before.
    private Optional<Step> topics() {
        List<Effect> deletions = new ArrayList<>();
        for (CanaryTopic topic : candidate.topics()) {
            Observed<TopicState> seen = facts.canary().topics().getOrDefault(topic.name(), Observed.absent());
            Optional<Outage> outage = seen.outage();
            if (outage.isPresent()) {
                return Optional.of(Step.await(outage.get()));
            }
            seen.value()
                    .filter(state -> topic.topicId() == null || state.id().equals(topic.topicId()))
                    .ifPresent(state -> deletions.add(
                            new Effect.ChangeTopic(facts.cluster(), new TopicChange.Delete(topic.name(), state.id()))));
        }
        return deletions.isEmpty() ? Optional.empty() : Optional.of(new Step.Work(deletions));
    }

    private Optional<Step> revision() {
        return facts.canary().leftovers().revision()
                ? Optional.of(Step.work(new Effect.RemoveRevision(Slot.CANARY, candidate.name())))
                : Optional.empty();
    }
}
