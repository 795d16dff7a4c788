package io.millrace.job.logic;

import io.millrace.job.records.Row;
import org.jspecify.annotations.Nullable;

/** A compiled expression. */
@FunctionalInterface
public interface Evaluator {

    /**
     * The value for this row, {@code null} for NULL.
     *
     * @throws EvaluationException where the expression fails on this row
     */
    @Nullable
    Object evaluate(Row row);
}
