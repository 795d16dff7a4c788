package io.millrace.compiler;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the resource spells them: {@code 500ms}, {@code 30s}, {@code 10m}, {@code 1h}, {@code 7d}. */
public final class DurationText {

    // Flink computes in nanoseconds, where a long ends after 292 years.
    private static final long MAX_MILLIS = 36_500L * 24 * 60 * 60 * 1000;

    private static final Pattern TEXT = Pattern.compile("(0|[1-9][0-9]{0,8})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * The duration in milliseconds.
     *
     * @throws IllegalArgumentException with a sentence for the user when the text is no duration
     */
    public static long parseMillis(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d");
        }
        long millis = Long.parseLong(parts.group(1)) * unitMillis(parts.group(2));
        if (millis > MAX_MILLIS) {
            throw new IllegalArgumentException("'" + text + "' is too long; the longest duration is 36500d");
        }
        return millis;
    }

    private static long unitMillis(String unit) {
        return switch (unit) {
            case "ms" -> 1;
            case "s" -> 1000;
            case "m" -> 60_000;
            case "h" -> 3_600_000;
            default -> 86_400_000;
        };
    }
}
