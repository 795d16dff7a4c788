package io.millrace.job.logic;

import io.millrace.definition.DeadLetterCode;

/** An expression failed on a row, or an aggregate on a window. Its message names what failed, never a value. */
public final class EvaluationException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final DeadLetterCode code;

    public EvaluationException(String message) {
        this(DeadLetterCode.EXPRESSION, message);
    }

    EvaluationException(DeadLetterCode code, String message) {
        // Without a stack trace: this is an outcome of a row, not an error of the program, and may be frequent.
        super(message, null, false, false);
        this.code = code;
    }

    public DeadLetterCode code() {
        return code;
    }
}
