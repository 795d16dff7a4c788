package io.millrace.job.steps;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.Expression;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.job.logic.Entrance;
import io.millrace.job.logic.EvaluationException;
import io.millrace.job.logic.Evaluator;
import io.millrace.job.logic.ExpressionCompiler;
import io.millrace.job.records.Failure;
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

    static Stage filter(Filter step, Stage next) {
        Evaluator condition = ExpressionCompiler.compile(step.condition());
        return guarded(step.name(), row -> Boolean.TRUE.equals(condition.evaluate(row)) ? row : null, next);
    }

    static Stage derive(Derive step, Stage next) {
        List<Evaluator> values = compile(step.values());
        return guarded(step.name(), row -> project(values, row), next);
    }

    static Stage enter(Keyed step) {
        String name = step.name();
        return guarded(name, Entrance.of(step)::project, (row, origin, out) -> out.enter(name, row, origin));
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

    private static Row project(List<Evaluator> values, Row row) {
        @Nullable Object[] projected = new @Nullable Object[values.size()];
        for (int i = 0; i < projected.length; i++) {
            projected[i] = values.get(i).evaluate(row);
        }
        return new Row(projected);
    }

    // The next stage stands outside of the try: what fails there is reported as its own.
    private static Stage guarded(String step, Work work, Stage next) {
        return (row, origin, out) -> {
            Row result;
            try {
                result = work.apply(row);
            } catch (EvaluationException e) {
                out.reject(
                        Failure.of(DeadLetterCode.EXPRESSION, Failure.Stage.STEP, step, String.valueOf(e.getMessage())),
                        origin);
                return;
            }
            if (result != null) {
                next.process(result, origin, out);
            }
        };
    }

    /** What a step makes of a row; {@code null} when it stops here. */
    @FunctionalInterface
    private interface Work {
        @Nullable
        Row apply(Row row);
    }
}
