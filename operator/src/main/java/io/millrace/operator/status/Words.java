package io.millrace.operator.status;

import java.time.Duration;

/** Amounts in sentences. */
public final class Words {

    private Words() {}

    public static String of(Duration duration) {
        return duration.toSecondsPart() == 0 && duration.toMinutes() > 0
                ? counted(duration.toMinutes(), "minute")
                : counted(duration.toSeconds(), "second");
    }

    private static String counted(long number, String unit) {
        return number + " " + unit + (number == 1 ? "" : "s");
    }
}
