package io.millrace.platform.clickstream;

import java.util.Optional;

/**
 * A record on its way to the topic, and what is known about it.
 *
 * @param fault why it must become a dead letter; empty for an event that counts
 */
// Nothing compares two of these.
@SuppressWarnings("ArrayRecordComponent")
public record PlannedRecord(int partition, byte[] key, byte[] value, ShopEvent event, Optional<Fault> fault) {}
