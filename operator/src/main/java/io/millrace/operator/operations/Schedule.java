package io.millrace.operator.operations;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;

/** A cron expression as Kubernetes users write it: five fields, in UTC. */
final class Schedule {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

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
            parse(text);
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.of("spec.savepoints.schedule: '" + text + "' is no schedule (" + e.getMessage()
                    + "); write five fields as in cron, for instance \"0 3 * * *\" for every night at three");
        }
    }

    /** However many were missed meanwhile, one is due. */
    boolean isDue(Instant from, Instant now) {
        return times.nextExecution(from.atZone(ZoneOffset.UTC))
                .filter(next -> !next.toInstant().isAfter(now))
                .isPresent();
    }
}
