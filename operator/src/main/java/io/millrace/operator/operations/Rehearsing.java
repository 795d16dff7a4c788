package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.CanaryTopic;
import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobFailure;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.status.Words;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WantedTopic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;

/** The phases in which a candidate is made: its topics, its job beside the live one, and the proof that it restores. */
final class Rehearsing {

    private final Candidate candidate;
    private final Operation operation;
    private final OperationFacts facts;
    private final Instant now;

    private Rehearsing(Candidate candidate, Operation operation, OperationFacts facts, Instant now) {
        this.candidate = candidate;
        this.operation = operation;
        this.facts = facts;
        this.now = now;
    }

    static Step topics(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return of(stored, operation, facts, now).topics();
    }

    static Step start(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return of(stored, operation, facts, now).start();
    }

    static Step settle(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return of(stored, operation, facts, now).settle();
    }

    private static Rehearsing of(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return new Rehearsing(stored.candidate().orElseThrow(), operation, facts, now);
    }

    /**
     * Each topic is announced while it is seen not to be there, then made, then its id noted: one that was there before is
     * somebody else's, and what is in it would be compared.
     */
    private Step topics() {
        if (facts.canary().wanted().isEmpty()) {
            return Step.await(Reason.REHEARSING, "looking for the candidate's topics");
        }
        Map<String, CanaryTopic> known = byName();
        List<Effect> creations = new ArrayList<>();
        for (WantedTopic wanted : facts.canary().wanted().values()) {
            Observed<TopicState> seen = facts.canary().topics().getOrDefault(wanted.name(), Observed.absent());
            Optional<Outage> outage = seen.outage();
            if (outage.isPresent()) {
                return Step.await(outage.get());
            }
            boolean announced = known.containsKey(wanted.name());
            if (!announced && seen.value().isPresent()) {
                return Step.overdue(
                        Reason.CANARY_BLOCKED,
                        "topic " + wanted.name() + " is needed for the candidate and is there already, perhaps left"
                                + " behind by another one or of a former pipeline of this name; delete it, or use"
                                + " spec.rollout.strategy: Savepoint");
            }
            if (announced && seen.isAbsent()) {
                creations.add(new Effect.ChangeTopic(facts.cluster(), new TopicChange.Create(wanted)));
            }
            known.put(
                    wanted.name(),
                    new CanaryTopic(
                            wanted.name(), seen.value().map(TopicState::id).orElse(null)));
        }
        List<CanaryTopic> noted = List.copyOf(known.values());
        if (!noted.equals(candidate.topics())) {
            return new Step.Note(
                    memory -> memory.with(candidate.withTopics(noted)),
                    OperationPlan.Waiting.on(Reason.REHEARSING, "making the candidate's topics"));
        }
        return creations.isEmpty() ? Step.complete() : new Step.Work(creations);
    }

    private Map<String, CanaryTopic> byName() {
        Map<String, CanaryTopic> known = new TreeMap<>();
        candidate.topics().forEach(topic -> known.put(topic.name(), topic));
        return known;
    }

    /** Whoever refuses a candidate's objects holds up the repair of what is live, too, so that it ends some time. */
    private Step start() {
        Observed<JobState> job = facts.canary().job();
        if (job.value().filter(seen -> seen.asksFor(operation.target(), true)).isPresent()) {
            return Step.complete();
        }
        Step step = starting(job);
        Wishes.Deadlines deadlines = facts.wishes().deadlines();
        Duration longest = operation.phase() == OperationPhase.START
                ? deadlines.start()
                : deadlines.start().plus(deadlines.settle());
        return operation.hasLasted(longest, facts, now) && !(step instanceof Step.Abandon)
                ? new Step.Abandon("candidate " + operation.target() + " could not be started within "
                        + Words.of(longest) + waitedFor(step))
                : step;
    }

    private String waitedFor(Step step) {
        return step instanceof Step.Await await
                ? ": " + await.waiting().message()
                : facts.refusal().map(words -> ": " + words).orElse("");
    }

    private Step starting(Observed<JobState> job) {
        if (!facts.phaseFacts().areFor(OperationPhase.START)
                && !facts.phaseFacts().areFor(OperationPhase.SETTLE)) {
            return Step.await(Reason.REHEARSING, "the candidate is being started");
        }
        Optional<Revision> revision = facts.canary().revision().value();
        if (revision.isEmpty()) {
            Optional<String> unreadable = facts.wishes().canary().resources().complaint();
            if (unreadable.isPresent()) {
                return Step.overdue(Reason.CANARY_BLOCKED, unreadable.get());
            }
            return facts.canary()
                    .wantedRevision()
                    .map(wanted -> Step.work(new Effect.StoreRevision(Slot.CANARY, wanted)))
                    .orElseGet(() -> new Step.Abandon("candidate " + operation.target()
                            + " cannot be started: its revision, or the live one, is not stored any more"));
        }
        Effect apply = new Effect.ChangeJob(
                Slot.CANARY,
                new JobChange.Apply(new DesiredJob(
                        revision.get(),
                        candidate.cut().map(Candidate.Cut::savepoint),
                        Nonces.NONE,
                        // Its sink has another uid, so that it does not end the live job's transactions. That nothing
                        // else is left behind was judged when the revision was accepted.
                        true,
                        false)));
        return job.isAbsent() ? Step.work(apply) : ours(seen -> Step.work(apply));
    }

    private Step ours(Function<JobState, Step> step) {
        JobState job = facts.canary().job().value().orElseThrow();
        return job.ours()
                ? step.apply(job)
                : Step.overdue(
                        Reason.CANARY_BLOCKED,
                        "a FlinkDeployment of the candidate's name exists and belongs to somebody else; remove it, or use"
                                + " spec.rollout.strategy: Savepoint");
    }

    private Step settle() {
        Optional<JobState> job = facts.canary().job().value();
        if (job.isEmpty()) {
            return facts.canary().job().outage().map(Step::await).orElseGet(this::start);
        }
        boolean restored = job.get().isUp()
                && job.get()
                        .own(facts.canary().figures())
                        .filter(JobFigures::hasCheckpoint)
                        .isPresent();
        if (restored) {
            return Step.complete(memory -> memory.with(candidate.comparing(now)));
        }
        Wishes.Deadlines deadlines = facts.wishes().deadlines();
        Duration longest = deadlines.start().plus(deadlines.settle());
        boolean gaveUp = job.get().caughtUp() && job.get().jobState().equals("FAILED");
        Optional<JobFailure> failure = facts.canary().failure();
        String words = TheJob.words(job.get())
                + failure.map(last -> "; it failed last: " + last.sentence()).orElse("");
        if (failure.filter(JobFailure::isOfRestore).isPresent()) {
            return new Step.Abandon("candidate " + operation.target() + " cannot go on from the live job's state: "
                    + failure.get().sentence());
        }
        if (gaveUp || operation.hasLasted(longest, facts, now)) {
            String why = gaveUp ? "was given up by Flink" : "did not complete a checkpoint within " + Words.of(longest);
            return new Step.Abandon("candidate " + operation.target() + " " + why + words);
        }
        return Step.await(
                Reason.REHEARSING, "waiting for the candidate to restore and to complete a checkpoint" + words);
    }
}
