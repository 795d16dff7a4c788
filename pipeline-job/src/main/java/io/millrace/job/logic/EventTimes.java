package io.millrace.job.logic;

import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.TimeUnit;
import io.millrace.job.records.Row;
import org.jspecify.annotations.Nullable;

/** The event time of rows of one source. */
public final class EventTimes {

    // The years 1 to 9999. Outside of them window arithmetic could overflow, and Flink takes the smallest number for
    // "no time" and fails the job.
    private static final long EARLIEST = -62_135_596_800_000L;
    private static final long LATEST = 253_402_300_799_999L;

    private final EventTime definition;

    public EventTimes(EventTime definition) {
        this.definition = definition;
    }

    /** Milliseconds since 1970; only for rows that {@link #problem} has let pass. */
    public long millis(Row row) {
        Object value = row.get(definition.column());
        return value == null ? EARLIEST : millis((Long) value, definition.unit());
    }

    /** Why the row cannot take part in event time, or {@code null} when it can. */
    public @Nullable String problem(Row row, long now) {
        Object value = row.get(definition.column());
        if (value == null) {
            return "the event time is missing";
        }
        long millis = millis((Long) value, definition.unit());
        if (millis < EARLIEST || millis > LATEST) {
            return "the event time lies outside of the years 1 to 9999";
        }
        return millis - definition.rejectFutureMillis() > now ? "the event time lies too far in the future" : null;
    }

    private static long millis(long value, TimeUnit unit) {
        return switch (unit) {
            case MILLIS -> value;
            case MICROS -> Math.floorDiv(value, 1000L);
            // What would overflow is outside of all years anyway.
            case SECONDS -> Math.max(Math.min(value, LATEST), EARLIEST) * 1000;
        };
    }
}
