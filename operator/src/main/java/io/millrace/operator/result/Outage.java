package io.millrace.operator.result;

/**
 * A system that could not be asked.
 *
 * @param reason which system, as conditions name it
 * @param message which one and how it failed; the same words as long as it fails the same way, as they stand in the
 *     status
 */
public record Outage(Reason reason, String message) {}
