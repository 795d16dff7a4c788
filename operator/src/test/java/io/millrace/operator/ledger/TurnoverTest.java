package io.millrace.operator.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TurnoverTest {

    @ParameterizedTest
    @CsvSource({
        "0, 0, 0",
        "1000000, 0, 0",
        "1000000, 1, 1",
        "50000, 870, 17400",
        "2000000, 1, 1",
        "1999999, 3, 2",
        "5, 5, 1000000",
        "-1, 0, 0",
        "9000000000000000000, 9000000000000000000, 1000000",
    })
    void dead_letters_per_million_are_none_only_if_there_are_none(long consumed, long dead, long perMillion) {
        // given
        Turnover turnover = new Turnover(consumed, 0, dead, 0, 0, 0, 0);
        // when, then
        assertThat(turnover.deadLettersPerMillion()).isEqualTo(perMillion);
    }
}
