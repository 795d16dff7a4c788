package io.millrace.job.records;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a row came from: what a dead letter or a late record shows of it. */
public sealed interface Origin permits Origin.Consumed, Origin.Computed, PackedOrigin {

    /**
     * A record of a source topic, with its bytes as they were read.
     *
     * @param schemaId of the writer's schema, or {@link #NO_SCHEMA}
     */
    @SuppressWarnings("ArrayRecordComponent") // carried as it came, never compared
    record Consumed(
            String topic,
            int partition,
            long offset,
            long timestamp,
            byte @Nullable [] key,
            byte @Nullable [] value,
            List<Header> headers,
            int schemaId)
            implements Origin {}

    /**
     * The result of a window: there are no source bytes, only the row as the window gave it.
     *
     * @param rows that went into it
     */
    record Computed(String step, Row row, long rows) implements Origin {}

    int NO_SCHEMA = -1;

    /** As anybody may look at it; nobody sees one that is packed. */
    default Origin unpacked() {
        return this;
    }
}
