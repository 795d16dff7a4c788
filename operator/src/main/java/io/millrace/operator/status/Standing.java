package io.millrace.operator.status;

import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;

/** How one matter stands. */
public record Standing(Truth truth, Reason reason, String message) {

    public enum Truth {
        TRUE("True"),
        FALSE("False"),
        UNKNOWN("Unknown");

        private final String word;

        Truth(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    public static Standing yes(Reason reason, String message) {
        return new Standing(Truth.TRUE, reason, message);
    }

    public static Standing no(Reason reason, String message) {
        return new Standing(Truth.FALSE, reason, message);
    }

    public static Standing unknown(Reason reason, String message) {
        return new Standing(Truth.UNKNOWN, reason, message);
    }

    public static Standing unknown(Outage outage) {
        return unknown(outage.reason(), outage.message());
    }

    public boolean isTrue() {
        return truth == Truth.TRUE;
    }

    public boolean isFalse() {
        return truth == Truth.FALSE;
    }

    public boolean isUnknown() {
        return truth == Truth.UNKNOWN;
    }
}
