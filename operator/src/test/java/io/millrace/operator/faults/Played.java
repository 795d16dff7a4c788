package io.millrace.operator.faults;

import io.millrace.operator.pipeline.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * One run of a flow in memory, from its cause to its end.
 *
 * @param hits how many calls went wrong
 * @param violations of the invariants, and turns without a pause
 */
record Played(
        List<Call> calls,
        int hits,
        List<Step> steps,
        List<String> ending,
        SortedMap<String, Integer> digest,
        List<String> violations) {

    static final Disturbance UNDISTURBED = (model, faults) -> {};

    interface Disturbance {

        /** Set up after what comes before the flow, and before its cause. */
        void of(Model model, Faults faults);

        /** What happens right after the cause. */
        default void afterTheCause(Model model) {}
    }

    static Played of(Flow flow, Between inFront, Disturbance disturbance) {
        Faults faults = new Faults();
        Model model = new Model(inFront.before(faults));
        flow.before().accept(model);
        Recorder recorder = new Recorder(model::state);
        faults.watch(recorder);
        disturbance.of(model, faults);
        flow.cause().accept(model);
        disturbance.afterTheCause(model);
        model.settle();
        recorder.finish();
        List<String> violations = new ArrayList<>(recorder.violations());
        violations.addAll(model.hotTurns());
        violations.addAll(Ending.wrongTopicIds(model.state()));
        return new Played(
                faults.calls(),
                faults.hits(),
                recorder.steps(),
                Ending.of(model.state()),
                recorder.digest(),
                violations.stream().distinct().toList());
    }
}
