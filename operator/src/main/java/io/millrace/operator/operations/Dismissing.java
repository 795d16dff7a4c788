package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.CanaryTopic;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.differences.Difference;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The phase in which everything goes that was made for a candidate: first its job, whatever that takes, then what only lies
 * about, of which the status keeps where it has differed. That is tried for a while; what is asked for does not wait for it
 * any longer.
 */
final class Dismissing {

    private static final Duration TIME_TO_CANCEL = Duration.ofMinutes(1);
    private static final Duration TIME_TO_READ = Duration.ofMinutes(1);

    private final Stored stored;
    private final Candidate candidate;
    private final OperationFacts facts;
    private final Instant now;

    private Dismissing(Stored stored, Candidate candidate, OperationFacts facts, Instant now) {
        this.stored = stored;
        this.candidate = candidate;
        this.facts = facts;
        this.now = now;
    }

    static Step step(Stored stored, OperationFacts facts, Instant now) {
        Optional<Candidate> there = stored.candidateThere();
        if (there.isEmpty()) {
            return Step.complete();
        }
        if (!facts.phaseFacts().areFor(OperationPhase.REMOVE_CANARY)) {
            return Step.await(Reason.DISMISSING, "looking for what is left of the candidate");
        }
        return new Dismissing(stored, there.get(), facts, now).step();
    }

    private Step step() {
        return job().or(this::stopped)
                .or(this::snapshot)
                .or(this::told)
                .or(this::litter)
                .or(this::revision)
                .orElseGet(() -> Step.complete(this::ended));
    }

    private Stored ended(Stored memory) {
        List<CanaryTopic> left =
                candidate.topics().stream().filter(topic -> !isGone(topic)).toList();
        return memory.with(candidate.ended(left, now));
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
                        : Step.work(new Effect.ChangeJob(Slot.CANARY, end(job.get()))));
    }

    // Where no JobManager is ready nobody could remove the checkpoints; those of a job that does not let itself be
    // cancelled are left behind. Neither may hold up what is live.
    private JobChange end(JobState job) {
        boolean isLate = stored.operation()
                .filter(operation -> operation.hasLasted(TIME_TO_CANCEL, facts, now))
                .isPresent();
        boolean canBeCancelled =
                job.jobManager().equals("READY") && !job.jobId().isEmpty();
        return canBeCancelled && !isLate
                ? new JobChange.Discard(job.uid(), job.jobId())
                : new JobChange.Remove(job.uid());
    }

    private Optional<Step> stopped() {
        return candidate.stoppedAt().isPresent()
                ? Optional.empty()
                : Optional.of(new Step.Note(
                        memory -> memory.with(candidate.stopped(now)),
                        OperationPlan.Waiting.on(Reason.DISMISSING, "removing what its job has left")));
    }

    private boolean isTooLate() {
        return Leftovers.givenUpAt(candidate, facts, now)
                .filter(end -> !end.isAfter(now))
                .isPresent();
    }

    /** Of an operation that was broken off; one that was finished has forgotten it. What is not over is left to Tidy. */
    private Optional<Step> snapshot() {
        String name = Operation.snapshotName(facts.pipeline().name(), candidate.startedAt());
        return facts.phaseFacts()
                .snapshot()
                .value()
                .filter(there -> !isTooLate())
                .flatMap(there -> Unclaimed.removal(name, there, stored, facts, now))
                .map(removal -> Step.work(removal));
    }

    // What it has told of its differences goes with their topic, and behind an open transaction nobody can read it.
    private Optional<Step> told() {
        boolean isLate = candidate
                .stoppedAt()
                .filter(at -> facts.isOver(TIME_TO_READ, at, now))
                .isPresent();
        if (isLate) {
            return Optional.empty();
        }
        Observed<List<Difference>> differences = facts.canary().leftovers().differences();
        return fence().map(fence -> Step.work(fence))
                .or(() -> differences.outage().map(this::held))
                .or(() -> differences
                        .value()
                        .map(more -> Step.await(Reason.DISMISSING, "keeping where the candidate has differed")));
    }

    private Step held(Outage outage) {
        return Step.await(outage.reason(), outage.message() + Leftovers.advice(stored, facts, now));
    }

    // What cannot be looked at keeps nothing else here. Groups and transactions come last, as Kafka ends them by
    // itself.
    private Optional<Step> litter() {
        List<Effect> removals = new ArrayList<>(deletions());
        group().ifPresent(removals::add);
        fence().ifPresent(removals::add);
        Optional<Outage> outage = outage();
        if (isTooLate() || (removals.isEmpty() && outage.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(removals.isEmpty() ? held(outage.get()) : new Step.Work(removals));
    }

    private Optional<Outage> outage() {
        return candidate.topics().stream()
                .flatMap(topic -> seen(topic).outage().stream())
                .findFirst()
                .or(() -> facts.canary().leftovers().groupInUse().outage())
                .or(() -> facts.canary().transactions().outage());
    }

    private Optional<Effect> fence() {
        return facts.canary()
                .transactions()
                .value()
                .filter(ids -> !ids.isEmpty())
                .map(ids -> new Effect.FenceTransactions(facts.cluster(), ids));
    }

    /** One that somebody has joined is left to them; Kafka forgets it after its own time. */
    private Optional<Effect> group() {
        return facts.canary()
                .leftovers()
                .groupInUse()
                .value()
                .filter(joined -> !joined)
                .map(empty -> new Effect.ForgetGroup(
                        facts.cluster(), facts.pipeline().in(Slot.CANARY).consumerGroup()));
    }

    private List<Effect> deletions() {
        List<Effect> deletions = new ArrayList<>();
        for (CanaryTopic topic : candidate.topics()) {
            seen(topic)
                    .value()
                    .filter(state -> candidate.isOwner(topic.name(), state.id()))
                    .ifPresent(state -> deletions.add(
                            new Effect.ChangeTopic(facts.cluster(), new TopicChange.Delete(topic.name(), state.id()))));
        }
        return deletions;
    }

    private Observed<TopicState> seen(CanaryTopic topic) {
        return facts.canary().topics().getOrDefault(topic.name(), Observed.absent());
    }

    private boolean isGone(CanaryTopic topic) {
        return seen(topic).isAbsent()
                || seen(topic)
                        .value()
                        .filter(state -> !candidate.isOwner(topic.name(), state.id()))
                        .isPresent();
    }

    // Without it nobody knows any more what transactions were opened, so it comes last.
    private Optional<Step> revision() {
        if (!facts.canary().leftovers().revision()) {
            return Optional.empty();
        }
        List<Effect> removal = List.of(new Effect.RemoveRevision(Slot.CANARY, candidate.name()));
        return Optional.of(isTooLate() ? new Step.Work(removal, this::ended) : new Step.Work(removal));
    }
}
