package io.millrace.job.compare;

import static io.millrace.job.Definitions.pipeline;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.job.compare.Difference.Written;
import io.millrace.job.compare.Unmatched.Occurrence;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.Row;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DifferenceRecordsTest {

    private static final PipelineDefinition DEFINITION = pipeline(
            List.of(),
            List.of(),
            List.of(new SinkDefinition("out", List.of("w"), "out", null, new SinkDefinition.JsonEncode())));
    private static final int ROOM = 1_000;

    private final DifferenceRecords records = new DifferenceRecords(
            new Comparison("run", DEFINITION, 0, "diff", Set.of(), Map.of(), 1), DEFINITION, ROOM);

    // Of the result of a window: the record's own key is compared before its columns.
    private static Written row(String key, String columns) {
        return new Written(key + " " + columns, new Occurrence(10, 1, 7));
    }

    private String json(Difference difference) {
        Row identity = new Row(
                "out", "{\"kind\":\"view\"}".getBytes(StandardCharsets.UTF_8), "2026-01-01T12:00:00.000Z", null);
        OutRecord record = records.of(identity, difference);
        assertThat(record.largestSize()).isLessThanOrEqualTo(ROOM);
        return new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8);
    }

    @Test
    void the_columns_of_a_result_are_shown_without_the_key_that_is_compared_with_them() {
        // when
        String json = json(new Difference(row("a2V5", "{\"n\":1}"), row("a2V5", "{\"n\":2}")));

        // then
        assertThat(json)
                .isEqualTo("{\"sink\":\"out\",\"kind\":\"DIFFERENT\",\"key\":\"{\\\"kind\\\":\\\"view\\\"}\","
                        + "\"columns\":[\"n\"],\"live\":{\"n\":1},\"liveAt\":\"out-1@7\",\"candidate\":{\"n\":2},"
                        + "\"candidateAt\":\"out-1@7\"}");
    }

    @Test
    void what_is_too_long_says_so() {
        // given
        String columns = "{\"text\":\"" + "x y ".repeat(ROOM) + "\"}";

        // when
        String json = json(new Difference(row("a2V5", columns), null));

        // then
        assertThat(json)
                .isEqualTo("{\"sink\":\"out\",\"kind\":\"MISSING\",\"key\":null,\"live\":\"too long to be shown\","
                        + "\"liveAt\":\"out-1@7\"}");
    }
}
