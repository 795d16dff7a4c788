package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.canary.Candidate;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What each phase has to do, told from what is seen: nothing here remembers what was done before. */
final class Phases {

    private Phases() {}

    static Step step(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        boolean rehearses = operation.type() == OperationType.CANARY;
        return switch (operation.phase()) {
            case REMOVE_CANARY -> Dismissing.step(stored, facts, now);
            case SCHEMAS -> schemas(operation, facts);
            case TOPICS -> rehearses ? canaryTopics(stored, operation, facts, now) : topics(stored, operation, facts);
            case DRAIN -> Draining.step(stored, operation, facts, now);
            case START ->
                rehearses
                        ? Rehearsing.start(stored, operation, facts, now)
                        : Starting.step(stored, operation, facts, now);
            case SETTLE ->
                rehearses
                        ? Rehearsing.settle(stored, operation, facts, now)
                        : Settling.step(stored, operation, facts, now);
            case TIDY -> Tidying.step(stored, facts, now);
            case SNAPSHOT -> Keeping.snapshot(stored, operation, facts, now);
            case KEEP -> Keeping.keep(stored, operation, facts, now);
            case REMOVE_JOB -> Removal.job(facts);
            case REMOVE_TOPICS -> Removal.topics(stored, facts);
        };
    }

    /** What is true from the moment that a phase is entered. */
    static Stored enter(Stored stored, Operation operation, OperationFacts facts) {
        if (operation.type() == OperationType.CANARY) {
            return operation.phase() == OperationPhase.TOPICS ? announced(stored, operation, facts) : stored;
        }
        if (operation.phase() != OperationPhase.START) {
            return stored;
        }
        // While nothing is to run, nothing starts from it: it is still to be done then.
        Stored entered = operation
                .origin()
                .flatMap(Origin::request)
                .filter(request -> !facts.suspend())
                .map(request -> stored.with(stored.handled().restored(request.nonce())))
                .orElse(stored);
        return facts.stored(operation.to())
                .map(target -> entered.with(
                        entered.lineage().withCurrent(target.name(), target.specHash(), facts.sameAs(target.name()))))
                .orElse(entered);
    }

    /** From the first thing on that is made for a candidate, it is known. */
    private static Stored announced(Stored stored, Operation operation, OperationFacts facts) {
        RevisionName name = operation.to().orElseThrow();
        boolean known = stored.candidateThere()
                .filter(candidate -> candidate.name().equals(name))
                .isPresent();
        return known
                ? stored
                : stored.with(Candidate.begin(
                        name,
                        facts.specHash(),
                        operation.from().orElseThrow(),
                        facts.wishes().canary().columns(),
                        operation.startedAt()));
    }

    // What a candidate pins is not in use yet.
    private static Step schemas(Operation operation, OperationFacts facts) {
        return judged(facts, draft -> {
            if (!draft.subjectChanges().isEmpty()) {
                return new Step.Work(subjectChanges(draft));
            }
            return operation.isOfCandidate()
                    ? Step.complete()
                    : Step.complete(stored -> stored.withSchemas(StatusLists.schemas(draft.schemas())));
        });
    }

    private static Step canaryTopics(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return judged(facts, draft -> {
            List<Effect> effects = subjectChanges(draft);
            if (!effects.isEmpty()) {
                return new Step.Work(effects);
            }
            return facts.stored(operation.to()).isEmpty()
                    ? Step.work(new Effect.StoreRevision(
                            draft.revision(operation.to().orElseThrow())))
                    : Rehearsing.topics(stored, operation, facts, now);
        });
    }

    private static Step topics(Stored stored, Operation operation, OperationFacts facts) {
        return judged(facts, draft -> {
            List<TopicStatus> known = Creations.known(stored.topics(), draft);
            if (!known.equals(stored.topics())) {
                return new Step.Note(
                        memory -> memory.withTopics(known),
                        OperationPlan.Waiting.on(Reason.DEPLOYING, "the topics are being made ready"));
            }
            List<Effect> effects = subjectChanges(draft);
            draft.topicChanges().forEach(change -> effects.add(new Effect.ChangeTopic(draft.cluster(), change)));
            if (!effects.isEmpty()) {
                return new Step.Work(effects);
            }
            // Only now are all ids the registry's and all topics there.
            return facts.stored(operation.to())
                    .map(target -> Step.complete(memory -> learnt(memory, target)))
                    .orElseGet(() -> Step.work(new Effect.StoreRevision(
                            draft.revision(operation.to().orElseThrow()))));
        });
    }

    private static Stored learnt(Stored stored, Revision target) {
        return stored.withSchemas(StatusLists.schemas(target.schemas()))
                .withTopics(StatusLists.ownedBy(target, stored.topics()));
    }

    private static List<Effect> subjectChanges(Draft draft) {
        List<Effect> effects = new ArrayList<>();
        draft.subjectChanges().forEach(change -> effects.add(new Effect.ChangeSubject(draft.cluster(), change)));
        return effects;
    }

    private interface Judged {
        Step with(Draft draft);
    }

    private static Step judged(OperationFacts facts, Judged phase) {
        if (facts.verdict().isEmpty()) {
            // The phase was entered in this very turn.
            return Step.await(Reason.JUDGING, "the spec is being judged");
        }
        Verdict verdict = facts.verdict().get();
        if (verdict instanceof Verdict.Accepted accepted) {
            return phase.with(accepted.draft());
        }
        if (verdict instanceof Verdict.Undecided undecided) {
            return Step.await(undecided.outages().get(0));
        }
        return Step.await(Reason.SPEC_INVALID, "the spec is refused");
    }
}
