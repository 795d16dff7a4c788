package io.millrace.job.steps;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.Expression;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.ledger.Account;
import io.millrace.job.ledger.Tally;
import io.millrace.job.logic.EvaluationException;
import io.millrace.job.logic.Evaluator;
import io.millrace.job.logic.ExpressionCompiler;
import io.millrace.job.logic.KeyedInput;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The stateless steps, and the way into a keyed one. */
final class Stages {

    private Stages() {}

    static Stage all(List<Stage> stages) {
        return stages.size() == 1
                ? stages.get(0)
                : (row, origin, out) -> stages.forEach(stage -> stage.process(row, origin, out));
    }

    static Stage filter(Filter step, Tally tally, Stage next) {
        Evaluator condition = ExpressionCompiler.compile(step.condition());
        return (row, origin, out) -> {
            boolean passes;
            try {
                passes = Boolean.TRUE.equals(condition.evaluate(row));
            } catch (EvaluationException e) {
                out.reject(failure(step.name(), e), origin);
                return;
            }
            if (passes) {
                next.process(row, origin, out);
            } else {
                tally.count(Account.FILTERED);
            }
        };
    }

    static Stage derive(Derive step, Stage next) {
        List<Evaluator> values = compile(step.values());
        return projected(values, next, (e, origin, out) -> out.reject(failure(step.name(), e), origin));
    }

    static Stage enter(Keyed step, Tally tally) {
        String name = step.name();
        Stage enter = (row, origin, out) -> out.enter(name, row, origin);
        return KeyedInput.of(step)
                .projection()
                .map(values -> projected(values, enter, (e, origin, out) -> {
                    tally.count(Account.REJECTED);
                    out.reject(failure(name, e), origin);
                }))
                .orElse(enter);
    }

    // All rules are judged, so that one dead letter tells everything that is wrong with a record.
    static Stage validate(Validate step, Stage next) {
        List<Evaluator> conditions =
                compile(step.rules().stream().map(Rule::condition).toList());
        return (row, origin, out) -> {
            List<String> broken = new ArrayList<>(0);
            EvaluationException failed = null;
            for (int i = 0; i < conditions.size(); i++) {
                try {
                    if (Boolean.TRUE.equals(conditions.get(i).evaluate(row))) {
                        continue;
                    }
                } catch (EvaluationException e) {
                    failed = e;
                }
                broken.add(step.rules().get(i).name());
            }
            if (broken.isEmpty()) {
                next.process(row, origin, out);
            } else {
                out.reject(verdict(step, broken, failed), origin);
            }
        };
    }

    private static Failure verdict(Validate step, List<String> broken, @Nullable EvaluationException failed) {
        return failed == null
                ? new Failure(
                        DeadLetterCode.VALIDATION,
                        Failure.Stage.STEP,
                        step.name(),
                        broken,
                        "rules did not hold: " + String.join(", ", broken))
                : new Failure(
                        DeadLetterCode.EXPRESSION,
                        Failure.Stage.STEP,
                        step.name(),
                        broken,
                        String.valueOf(failed.getMessage()));
    }

    private static List<Evaluator> compile(List<Expression> expressions) {
        return expressions.stream().map(ExpressionCompiler::compile).toList();
    }

    // The next stage stands outside of the try: what fails there is reported as its own.
    private static Stage projected(List<Evaluator> values, Stage next, Refused refused) {
        return (row, origin, out) -> {
            @Nullable Object[] projected = new @Nullable Object[values.size()];
            try {
                for (int i = 0; i < projected.length; i++) {
                    projected[i] = values.get(i).evaluate(row);
                }
            } catch (EvaluationException e) {
                refused.because(e, origin, out);
                return;
            }
            next.process(new Row(projected), origin, out);
        };
    }

    private static Failure failure(String step, EvaluationException e) {
        return Failure.of(DeadLetterCode.EXPRESSION, Failure.Stage.STEP, step, String.valueOf(e.getMessage()));
    }

    /** What becomes of a record on which an expression failed. */
    @FunctionalInterface
    private interface Refused {
        void because(EvaluationException e, Origin origin, Outlets out);
    }
}
