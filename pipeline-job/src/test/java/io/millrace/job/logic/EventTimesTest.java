package io.millrace.job.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.TimeUnit;
import io.millrace.job.records.Row;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventTimesTest {

    private static final long NOW = 1_769_860_800_000L;

    @ParameterizedTest(name = "{0} {1}: {2}, {3}")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "1769860800000, MILLIS, 1769860800000, NULL",
                "1769860800,    SECONDS, 1769860800000, NULL",
                "1769860800000999, MICROS, 1769860800000, NULL",
                "-1, MICROS, -1, NULL",
                "1769860860000, MILLIS, 1769860860000, NULL",
                "1769860860001, MILLIS, 1769860860001, the event time lies too far in the future",
                "9223372036854775807, SECONDS, NULL, the event time lies outside of the years 1 to 9999",
                "-9223372036854775808, MILLIS, NULL, the event time lies outside of the years 1 to 9999",
                "-9223372036854775808, SECONDS, NULL, the event time lies outside of the years 1 to 9999",
                "NULL, MILLIS, NULL, the event time is missing",
            })
    void usable_or_not(@Nullable Long value, TimeUnit unit, @Nullable Long millis, @Nullable String problem) {
        // given
        EventTimes times = new EventTimes(new EventTime(1, unit, 0, 0, 60_000));
        Row row = new Row("other", value);

        // when, then
        assertThat(times.problem(row, NOW)).isEqualTo(problem);
        if (millis != null) {
            assertThat(times.millis(row)).isEqualTo(millis);
        }
    }
}
