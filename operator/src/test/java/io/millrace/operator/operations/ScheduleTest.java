package io.millrace.operator.operations;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    0 3 * * *      | -
                    0 0 29 2 *     | -
                    */5 * * * 1-5  | -
                    1-5/ * * * *   | is no schedule
                    at three       | is no schedule
                    0 3 30 2 *     | there is no such day
                    """)
    void what_never_comes_or_cannot_be_read_is_no_schedule(String text, String complaint) {
        // when
        var told = Schedule.complaint(text);
        // then
        if (complaint == null) {
            assertThat(told).isEmpty();
        } else {
            assertThat(told).hasValueSatisfying(words -> assertThat(words)
                    .startsWith("spec.savepoints.schedule: '" + text)
                    .contains(complaint)
                    .contains("write five fields"));
        }
    }
}
