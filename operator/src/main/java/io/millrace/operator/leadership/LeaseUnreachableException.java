package io.millrace.operator.leadership;

/** The store did not answer, or refused. Whether a write arrived is not known. */
public final class LeaseUnreachableException extends Exception {

    private static final long serialVersionUID = 1L;

    public LeaseUnreachableException(String message, Throwable cause) {
        super(message, cause);
    }
}
