package io.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DurationTextTest {

    @ParameterizedTest
    @CsvSource({
        "0s, 0",
        "500ms, 500",
        "30s, 30000",
        "10m, 600000",
        "1h, 3600000",
        "7d, 604800000",
        "36500d, 3153600000000",
    })
    void a_number_and_a_unit_are_milliseconds(String text, long millis) {
        // when, then
        assertThat(DurationText.parseMillis(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            delimiter = '|',
            value = {
                "~~         | '' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "10         | '10' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "1.5h       | '1.5h' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "-1m        | '-1m' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "1w         | '1w' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "PT5M       | 'PT5M' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "5m30s      | '5m30s' is not a duration; write a whole number and a unit: 500ms, 30s, 10m, 1h, 7d",
                "36501d     | '36501d' is too long; the longest duration is 36500d",
                "999999999d | '999999999d' is too long; the longest duration is 36500d",
            })
    void anything_else_is_refused_with_a_sentence(String text, String sentence) {
        // when, then
        assertThatThrownBy(() -> DurationText.parseMillis(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
