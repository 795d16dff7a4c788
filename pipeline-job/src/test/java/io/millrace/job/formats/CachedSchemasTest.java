package io.millrace.job.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DeadLetterCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class CachedSchemasTest {

    private static final Schema TEXT = Schema.create(Schema.Type.STRING);

    private final Map<Integer, Schema> registered = new HashMap<>();
    private final List<Integer> asked = new ArrayList<>();
    private final TickingClock clock = new TickingClock();
    private final CachedSchemas schemas = new CachedSchemas(this::ask, clock);

    private Schema ask(int id) throws BadRecord {
        asked.add(id);
        Schema schema = registered.get(id);
        if (schema == null) {
            throw new BadRecord(DeadLetterCode.SCHEMA_NOT_FOUND, "no schema " + id);
        }
        return schema;
    }

    @Test
    void each_schema_is_asked_for_once() throws Exception {
        // given
        registered.put(1, TEXT);

        // when
        schemas.byId(1);
        schemas.byId(1);

        // then
        assertThat(asked).containsExactly(1);
    }

    @Test
    void that_there_is_none_is_remembered_for_a_minute() throws Exception {
        // given
        assertThatThrownBy(() -> schemas.byId(1)).hasMessage("no schema 1");
        clock.now = clock.now.plusSeconds(59);
        assertThatThrownBy(() -> schemas.byId(1)).hasMessage("no schema 1");
        assertThat(asked).containsExactly(1);

        // when
        registered.put(1, TEXT);
        clock.now = clock.now.plus(Duration.ofSeconds(2));

        // then
        assertThat(schemas.byId(1)).isEqualTo(TEXT);
        assertThat(asked).containsExactly(1, 1);
    }

    @Test
    void garbage_does_not_fill_the_memory() {
        // given
        for (int id = 0; id <= 10_000; id++) {
            int unknown = id;
            assertThatThrownBy(() -> schemas.byId(unknown)).isInstanceOf(BadRecord.class);
        }

        // when
        assertThatThrownBy(() -> schemas.byId(10_000)).isInstanceOf(BadRecord.class);
        assertThatThrownBy(() -> schemas.byId(0)).isInstanceOf(BadRecord.class);

        // then the newest is known and the oldest was forgotten
        assertThat(asked).hasSize(10_002).endsWith(0);
    }
}
