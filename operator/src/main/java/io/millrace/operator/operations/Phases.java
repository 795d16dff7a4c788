package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.OperationPhase;
import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.operator.acceptance.Draft;
import io.millrace.operator.acceptance.Verdict;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What each phase has to do, told from what is seen: nothing here remembers what was done before. */
final class Phases {

    private Phases() {}

    static Step step(Stored stored, Operation operation, OperationFacts facts, Instant now) {
        return switch (operation.phase()) {
            case SCHEMAS -> schemas(facts);
            case TOPICS -> topics(stored, operation, facts);
            case DRAIN -> Draining.step(stored, operation, facts, now);
            case START -> Starting.step(stored, operation, facts);
            case SETTLE -> Settling.step(stored, operation, facts, now);
            case TIDY -> Tidying.step(stored, facts);
            case SNAPSHOT -> Keeping.snapshot(stored, operation, facts, now);
            case KEEP -> Keeping.keep(stored, operation, facts);
            case REMOVE_JOB -> Removal.job(facts);
            case REMOVE_TOPICS -> Removal.topics(stored, facts);
        };
    }

    /** What is true from the moment that a phase is entered. */
    static Stored enter(Stored stored, Operation operation, OperationFacts facts) {
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

    private static Step schemas(OperationFacts facts) {
        return judged(
                facts,
                draft -> draft.subjectChanges().isEmpty()
                        ? Step.complete(stored -> stored.withSchemas(StatusLists.schemas(draft.schemas())))
                        : new Step.Work(subjectChanges(draft)));
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
        Verdict verdict = facts.verdict().orElseThrow(() -> new IllegalStateException("the spec was not judged"));
        if (verdict instanceof Verdict.Accepted accepted) {
            return phase.with(accepted.draft());
        }
        if (verdict instanceof Verdict.Undecided undecided) {
            return Step.await(undecided.outages().get(0));
        }
        return Step.await(Reason.SPEC_INVALID, "the spec is refused");
    }
}
