package io.millrace.platform.flink.deployment;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a checkpoint or savepoint may take, in a spec's {@code execution.checkpointing.timeout}. */
public final class CheckpointTimeout {

    public static final Duration BY_DEFAULT = Duration.ofMinutes(10);

    private static final Pattern FORM = Pattern.compile("([0-9]+)\\s*([a-z]*)");

    private CheckpointTimeout() {}

    public static Duration of(FlinkSpec spec) {
        return Optional.ofNullable(spec.configuration().get("execution.checkpointing.timeout"))
                .flatMap(CheckpointTimeout::parse)
                .orElse(BY_DEFAULT);
    }

    // What is not a duration Flink refuses by itself when the job starts.
    private static Optional<Duration> parse(String text) {
        Matcher matcher = FORM.matcher(text.strip().toLowerCase(Locale.ROOT));
        return matcher.matches()
                ? unit(matcher.group(2)).map(unit -> Duration.of(Long.parseLong(matcher.group(1)), unit))
                : Optional.empty();
    }

    private static Optional<ChronoUnit> unit(String word) {
        return switch (word) {
            case "", "ms", "milli", "millis", "millisecond", "milliseconds" -> Optional.of(ChronoUnit.MILLIS);
            case "s", "sec", "secs", "second", "seconds" -> Optional.of(ChronoUnit.SECONDS);
            case "m", "min", "minute", "minutes" -> Optional.of(ChronoUnit.MINUTES);
            case "h", "hour", "hours" -> Optional.of(ChronoUnit.HOURS);
            default -> Optional.empty();
        };
    }
}
