package io.millrace.job.steps;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.Expression;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Rule;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.job.formats.KeySample;
import io.millrace.job.ledger.Counter;
import io.millrace.job.logic.EvaluationException;
import io.millrace.job.logic.Evaluator;
import io.millrace.job.logic.ExpressionCompiler;
import io.millrace.job.logic.KeyedInput;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/** The stateless steps, and the way into a keyed one. */
final class Stages {

    private Stages() {}

    static Stage all(List<Stage> several) {
        Stage[] stages = several.toArray(Stage[]::new);
        return stages.length == 1
                ? stages[0]
                : (row, origin, out) -> {
                    for (Stage stage : stages) {
                        stage.process(row, origin, out);
                    }
                };
    }

    /** @param key positions of the columns that the sample is of */
    static Stage sampled(KeySample sample, int[] key, Counter outside, Stage next) {
        return (row, origin, out) -> {
            if (sample.has(row.select(key))) {
                next.process(row, origin, out);
            } else {
                outside.count();
            }
        };
    }

    static Stage filter(Filter step, Counter filtered, Stage next) {
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
                filtered.count();
            }
        };
    }

    static Stage derive(Derive step, Stage next) {
        return projected(compile(step.values()), next, (e, origin, out) -> out.reject(failure(step.name(), e), origin));
    }

    static Stage enter(Keyed step, OutputTag<Envelope> way, Counter rejected) {
        Stage enter = (row, origin, out) -> out.enter(way, row, origin);
        return KeyedInput.of(step)
                .projection()
                .map(values -> projected(values.toArray(Evaluator[]::new), enter, (e, origin, out) -> {
                    rejected.count();
                    out.reject(failure(step.name(), e), origin);
                }))
                .orElse(enter);
    }

    // All rules are judged, so that one dead letter tells everything that is wrong with a record.
    static Stage validate(Validate step, Stage next) {
        Evaluator[] conditions =
                compile(step.rules().stream().map(Rule::condition).toList());
        return (row, origin, out) -> {
            List<String> broken = null;
            EvaluationException failed = null;
            for (int i = 0; i < conditions.length; i++) {
                try {
                    if (Boolean.TRUE.equals(conditions[i].evaluate(row))) {
                        continue;
                    }
                } catch (EvaluationException e) {
                    failed = e;
                }
                broken = broken == null ? new ArrayList<>() : broken;
                broken.add(step.rules().get(i).name());
            }
            if (broken == null) {
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

    private static Evaluator[] compile(List<Expression> expressions) {
        return expressions.stream().map(ExpressionCompiler::compile).toArray(Evaluator[]::new);
    }

    // The next stage stands outside of the try: what fails there is reported as its own.
    private static Stage projected(Evaluator[] values, Stage next, Refused refused) {
        return (row, origin, out) -> {
            @Nullable Object[] projected = new @Nullable Object[values.length];
            try {
                for (int i = 0; i < projected.length; i++) {
                    projected[i] = values[i].evaluate(row);
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
