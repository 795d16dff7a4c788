package io.millrace.job.formats;

import java.io.InterruptedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * Asks for each schema once. That there is none is remembered only for a while, as it may be registered yet, and only
 * for a limited number of ids, as garbage brings ever new ones. Used by one thread.
 */
public final class CachedSchemas implements WriterSchemas {

    private static final Duration MISSING_FOR = Duration.ofMinutes(1);
    private static final int MOST_MISSING = 10_000;

    private final WriterSchemas registry;
    private final Clock clock;
    private final Map<Integer, Schema> found = new HashMap<>();
    private final Map<Integer, Missing> missing = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Missing> eldest) {
            return size() > MOST_MISSING;
        }
    };

    public CachedSchemas(WriterSchemas registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public Schema byId(int id) throws BadRecord, InterruptedIOException {
        Schema known = found.get(id);
        return known != null ? known : ask(id);
    }

    private Schema ask(int id) throws BadRecord, InterruptedIOException {
        Missing absent = missing.get(id);
        if (absent != null && clock.instant().isBefore(absent.until())) {
            throw absent.answer();
        }
        try {
            Schema schema = registry.byId(id);
            found.put(id, schema);
            return schema;
        } catch (BadRecord answer) {
            missing.remove(id);
            missing.put(id, new Missing(answer, clock.instant().plus(MISSING_FOR)));
            throw answer;
        }
    }

    private record Missing(BadRecord answer, Instant until) {}
}
