package io.millrace.job.formats;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RowType;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SinkDefinition.KeyFormat;
import io.millrace.job.records.Row;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class KeyEncoderTest {

    private static final RowType TYPE =
            row("id STRING", "n BIGINT", "at TIMESTAMP(3)", "raw BYTES", "price DECIMAL(10, 2)");
    private static final Row ROW = new Row("a", 5L, 1_769_860_800_000L, new byte[] {-1, 0}, new BigDecimal("1.50"));

    @Test
    void a_string_key_is_the_text_of_its_column() throws BadRecord {
        assertThat(text(key(KeyFormat.STRING, ROW, 0))).isEqualTo("a");
        assertThat(text(key(KeyFormat.STRING, ROW, 1))).isEqualTo("5");
        assertThat(text(key(KeyFormat.STRING, ROW, 2))).isEqualTo("2026-01-31 12:00:00.000");
        assertThat(text(key(KeyFormat.STRING, ROW, 4))).isEqualTo("1.50");
    }

    @Test
    void bytes_stay_as_they_are() throws BadRecord {
        assertThat(key(KeyFormat.STRING, ROW, 3)).containsExactly(-1, 0);
    }

    @Test
    void a_json_key_is_an_object_in_the_order_of_its_columns() throws BadRecord {
        assertThat(text(key(KeyFormat.JSON, ROW, 1, 0))).isEqualTo("{\"n\":5,\"id\":\"a\"}");
    }

    @Test
    void a_key_that_is_all_null_is_none() throws BadRecord {
        // given
        Row empty = new Row(null, null, null, null, null);
        Row partly = new Row("a", null, null, null, null);

        // when, then
        assertThat(key(KeyFormat.STRING, empty, 0)).isNull();
        assertThat(key(KeyFormat.JSON, empty, 0, 1)).isNull();
        assertThat(text(key(KeyFormat.JSON, partly, 0, 1))).isEqualTo("{\"id\":\"a\",\"n\":null}");
    }

    private static byte @Nullable [] key(KeyFormat format, Row row, Integer... columns) throws BadRecord {
        return new KeyEncoder(new SinkDefinition.Key(format, List.of(columns)), TYPE).encode(row);
    }

    private static @Nullable String text(byte @Nullable [] key) {
        return key == null ? null : new String(key, StandardCharsets.UTF_8);
    }
}
