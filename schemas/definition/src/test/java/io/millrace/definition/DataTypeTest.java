package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataTypeTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bigint             | BIGINT",
                "BIGINT NOT NULL    | BIGINT NOT NULL",
                "DECIMAL            | DECIMAL(10, 0)",
                "decimal(18,2)      | DECIMAL(18, 2)",
                "TIMESTAMP          | TIMESTAMP(3)",
                "TIMESTAMP(3) NULL  | TIMESTAMP(3)",
                "INTEGER            | INT",
            })
    void reads_the_names_of_flink_sql(String text, String normal) {
        // when
        DataType type = DataType.parse(text);

        // then
        assertThat(type).hasToString(normal);
        assertThat(DataType.parse(type.toString())).isEqualTo(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "TIMESTAMP(6)   | TIMESTAMP(6) is not supported; write TIMESTAMP(3)",
                "DECIMAL(39, 2) | DECIMAL cannot have precision 39 and scale 2",
                "DECIMAL(99999999999, 2) | 'DECIMAL(99999999999, 2)' is not a supported type; write one of BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s), STRING, BYTES, DATE, TIMESTAMP(3)",
                "BIGINT(3)      | BIGINT cannot have precision 3 and scale 0",
                "VARCHAR(20)    | VARCHAR is not supported; write STRING",
                "LONG           | 'LONG' is not a supported type; write one of BOOLEAN, INT, BIGINT, FLOAT, DOUBLE, DECIMAL(p, s), STRING, BYTES, DATE, TIMESTAMP(3)",
            })
    void refuses_with_a_sentence(String text, String sentence) {
        // when, then
        assertThatThrownBy(() -> DataType.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(sentence);
    }
}
