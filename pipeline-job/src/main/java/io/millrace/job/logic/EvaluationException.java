package io.millrace.job.logic;

/** An expression failed on a row. Its message names what failed, never a value. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public EvaluationException(String message) {
        // Without a stack trace: this is an outcome of a row, not an error of the program, and may be frequent.
        super(message, null, false, false);
    }
}
