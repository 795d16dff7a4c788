package io.millrace.operator.faults;

import java.util.List;

/** What goes wrong with one call. */
public enum Fault {
    NONE("as usual"),
    KILLED_BEFORE("killed before it"),
    KILLED_AFTER("killed after it"),
    /** It was done, the operator hears nothing, and goes on. */
    REPLY_LOST("its reply lost"),
    REPLY_LOST_AND_KILLED("its reply lost, then killed"),
    /** A proxy or a client library asks twice. */
    REPEATED("done twice"),
    CONFLICT("answered with 409"),
    GONE("answered with 410"),
    THROTTLED("answered with 429"),
    BROKEN("answered with 500"),
    TIMEOUT("never answered");

    /** What can happen to something that changes the world. */
    public static final List<Fault> CRASHES =
            List.of(KILLED_BEFORE, KILLED_AFTER, REPLY_LOST, REPLY_LOST_AND_KILLED, REPEATED);

    private static final List<Fault> ANSWERS = List.of(CONFLICT, GONE, THROTTLED, BROKEN, TIMEOUT);

    /** What the API server, or what stands before it, can answer to a write. */
    public static final List<Fault> REFUSALS = List.of(CONFLICT, THROTTLED, BROKEN, TIMEOUT);

    private final String words;

    Fault(String words) {
        this.words = words;
    }

    /** What a call can be answered with so that the operator sees a difference: Kafka's clients know no HTTP. */
    static List<Fault> answersOf(Call call) {
        return Replies.isOutsideKubernetes(call) ? List.of(TIMEOUT) : ANSWERS;
    }

    /** The HTTP status, or 0 where there is no answer. */
    int code() {
        return switch (this) {
            case CONFLICT -> 409;
            case GONE -> 410;
            case THROTTLED -> 429;
            case BROKEN -> 500;
            case NONE, KILLED_BEFORE, KILLED_AFTER, REPLY_LOST, REPLY_LOST_AND_KILLED, REPEATED, TIMEOUT -> 0;
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
