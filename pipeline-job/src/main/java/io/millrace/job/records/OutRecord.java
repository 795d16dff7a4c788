package io.millrace.job.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record on its way out: data, dead letter or late record. All go through one sink, so that they commit together.
 *
 * @param epoch the last checkpoint whose barrier has passed the writing subtask; {@link #NO_EPOCH} until stamped
 */
@SuppressWarnings("ArrayRecordComponent") // carried to the producer, never compared
public record OutRecord(
        String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers, long epoch) {

    public static final long NO_EPOCH = -1;

    /** The header that carries the epoch, eight bytes big-endian. */
    public static final String EPOCH_HEADER = "millrace.epoch";

    // Kafka's batch header, the most that one record adds to its parts, and the sizes of key, value and header list.
    private static final int BATCH_AND_RECORD_OVERHEAD = 61 + 21 + 15;
    // The most that the two variable-length sizes of a header take.
    private static final int SIZES = 10;

    public static OutRecord unstamped(
            String topic, byte @Nullable [] key, byte @Nullable [] value, List<Header> headers) {
        return new OutRecord(topic, key, value, headers, NO_EPOCH);
    }

    public OutRecord stamped(long with) {
        return new OutRecord(topic, key, value, headers, with);
    }

    /** The most bytes that this record takes in a Kafka log, uncompressed, alone in its batch and with its epoch. */
    public long largestSize() {
        long size = BATCH_AND_RECORD_OVERHEAD + length(key) + length(value);
        for (Header header : headers) {
            // A character of a name takes up to three bytes.
            size += SIZES + 3L * header.name().length() + length(header.value());
        }
        return size + SIZES + EPOCH_HEADER.length() + Long.BYTES;
    }

    private static long length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }
}
