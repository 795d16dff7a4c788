package io.millrace.job.formats;

import io.millrace.definition.DeadLetterCode;

/** Bytes that are no row, or a row that cannot be written. Its message names what is wrong, never a value. */
public final class BadRecord extends Exception {

    private static final long serialVersionUID = 1;

    private final DeadLetterCode code;

    public BadRecord(DeadLetterCode code, String message) {
        // Without a stack trace: this is an outcome of a record, not an error of the program, and may be frequent.
        super(message, null, false, false);
        this.code = code;
    }

    static BadRecord unreadable(String message) {
        return new BadRecord(DeadLetterCode.DECODE, message);
    }

    public DeadLetterCode code() {
        return code;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
