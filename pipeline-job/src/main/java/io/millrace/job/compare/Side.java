package io.millrace.job.compare;

/** Whose output it is. */
public enum Side {
    LIVE(0),
    CANDIDATE(1);

    private final int code;

    Side(int code) {
        this.code = code;
    }

    /** In state and between operators. */
    int code() {
        return code;
    }

    static Side of(long code) {
        return code == LIVE.code ? LIVE : CANDIDATE;
    }
}
