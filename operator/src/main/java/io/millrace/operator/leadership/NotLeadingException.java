package io.millrace.operator.leadership;

/** What was to be done is another one's to do, or may be. */
public final class NotLeadingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public NotLeadingException() {
        super("this operator cannot be sure that it still leads, so it does nothing");
    }
}
