package io.millrace.operator.result;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * A system that could not be asked.
 *
 * @param reason which system, as conditions name it
 * @param message which one and how it failed; the same words as long as it fails the same way, as they stand in the
 *     status
 */
public record Outage(Reason reason, String message) {

    /** The same, with the time that it began, for who reads the status. */
    public Outage since(Instant began) {
        return new Outage(reason, message + ", since " + began.truncatedTo(ChronoUnit.SECONDS));
    }
}
