package io.millrace.operator.result;

/** An outside system refused or did not answer. Adapters translate every failure of their client into this one. */
public final class SystemException extends RuntimeException {

    private final Reason reason;
    private final boolean away;

    private SystemException(Reason reason, String message, boolean away, Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.away = away;
    }

    /** The system did not answer, or said that it cannot now: the same call may work later. */
    public static SystemException away(Reason reason, String message, Throwable cause) {
        return new SystemException(reason, message, true, cause);
    }

    /** The system understood and refused: the same call fails again until somebody changes something. */
    public static SystemException refused(Reason reason, String message, Throwable cause) {
        return new SystemException(reason, message, false, cause);
    }

    public Reason reason() {
        return reason;
    }

    public boolean isAway() {
        return away;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }

    public Outage outage() {
        return new Outage(reason, sentence());
    }
}
