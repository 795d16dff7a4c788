package io.millrace.operator.operations;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A cron expression as Kubernetes users write it: five fields, in UTC. */
final class Schedule {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    // Eight years lie between two leap days at the most, and what comes at all comes after this one.
    private static final ZonedDateTime SOME_DAY = ZonedDateTime.of(2020, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);

    private final ExecutionTime times;

    private Schedule(Cron cron) {
        this.times = ExecutionTime.forCron(cron);
    }

    /** @throws IllegalArgumentException with a sentence when it is none */
    static Schedule parse(String text) {
        return new Schedule(PARSER.parse(text).validate());
    }

    static Optional<String> complaint(String text) {
        try {
            boolean comes = parse(text).times.nextExecution(SOME_DAY).isPresent();
            return comes ? Optional.empty() : Optional.of(refusal(text, "there is no such day"));
        } catch (RuntimeException e) {
            // The parser fails in other ways than its own at some texts.
            return Optional.of(refusal(text, e instanceof IllegalArgumentException ? e.getMessage() : null));
        }
    }

    private static String refusal(String text, @Nullable String why) {
        return "spec.savepoints.schedule: '" + text + "' is no schedule" + (why == null ? "" : " (" + why + ")")
                + "; write five fields as in cron, for instance \"0 3 * * *\" for every night at three";
    }

    /** However many were missed meanwhile, one is due. */
    boolean isDue(Instant from, Instant now) {
        return times.nextExecution(from.atZone(ZoneOffset.UTC))
                .filter(next -> !next.toInstant().isAfter(now))
                .isPresent();
    }
}
