package io.millrace.operator.topics;

import java.util.Map;
import java.util.Optional;

/**
 * How large a batch of records may be for a segment of the log. One that is larger is refused with an error on which the
 * producer does not part it, so it would fail the job for ever.
 */
public final class SegmentLimits {

    // What the job's producer gathers before it writes: BATCH_BYTES of its KafkaConnectors.
    private static final int BATCH_BYTES = 128 * 1024;
    // Kafka's default. No batch comes near it, whatever max.message.bytes says: brokers take requests of 100 MiB
    // (socket.request.max.bytes).
    private static final int DEFAULT_BYTES = 1024 * 1024 * 1024;

    private static final String SEGMENT_BYTES = "segment.bytes";
    private static final String MAX_MESSAGE_BYTES = "max.message.bytes";

    private SegmentLimits() {}

    /** What is wrong with the configuration under which a topic would be written, if anything is. */
    public static Optional<String> objection(String topic, Map<String, String> config) {
        int largest = IntSetting.of(config.get(MAX_MESSAGE_BYTES)).orElse(0);
        int least = Math.min(Math.max(BATCH_BYTES, largest), DEFAULT_BYTES);
        return IntSetting.of(config.get(SEGMENT_BYTES))
                .filter(bytes -> bytes < least)
                .map(bytes -> "topic " + topic + " has " + SEGMENT_BYTES + " " + bytes + ", so "
                        + (largest > BATCH_BYTES
                                ? "records that " + MAX_MESSAGE_BYTES + " " + largest + " allows"
                                : "the job's batches of " + BATCH_BYTES + " bytes")
                        + " would be refused and stop the job; set it to at least " + least);
    }
}
