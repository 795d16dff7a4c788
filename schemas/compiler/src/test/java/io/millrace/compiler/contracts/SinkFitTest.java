package io.millrace.compiler.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.Column;
import io.millrace.definition.DataType;
import io.millrace.definition.RowType;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SinkFitTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "BIGINT NOT NULL         | 'long'",
                "INT NOT NULL            | 'long'",
                "INT NOT NULL            | 'double'",
                "FLOAT NOT NULL          | 'double'",
                "STRING                  | ['null', 'string']",
                "STRING NOT NULL         | ['null', 'string']",
                "STRING NOT NULL         | {'type': 'enum', 'name': 'E', 'symbols': ['A']}",
                "TIMESTAMP(3) NOT NULL   | {'type': 'long', 'logicalType': 'local-timestamp-millis'}",
                "DATE NOT NULL           | {'type': 'int', 'logicalType': 'date'}",
                "DECIMAL(10, 2) NOT NULL | {'type': 'bytes', 'logicalType': 'decimal', 'precision': 12, 'scale': 3}",
                "BYTES NOT NULL          | 'bytes'",
            })
    void a_column_fills_a_field_that_holds_all_its_values(String column, String field) {
        // when, then
        assertThat(misfits("f " + column, field("f", field))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "f BIGINT NOT NULL | 'int' | field 'f' is INT, but the column is BIGINT; derive it with CAST(`f` AS INT), or change the field",
                "f STRING NOT NULL | 'long' | field 'f' is BIGINT, but the column is STRING; derive it with CAST(`f` AS BIGINT), or change the field",
                "f DOUBLE NOT NULL | 'float' | field 'f' is FLOAT, but the column is DOUBLE; derive it with CAST(`f` AS FLOAT), or change the field",
                "f BIGINT NOT NULL | 'double' | field 'f' is DOUBLE, but the column is BIGINT; derive it with CAST(`f` AS DOUBLE), or change the field",
                "f TIMESTAMP(3) NOT NULL | 'long' | field 'f' is BIGINT, but the column is TIMESTAMP(3); give the field \"logicalType\": \"timestamp-millis\"",
                "f BIGINT NOT NULL | {'type': 'long', 'logicalType': 'timestamp-millis'} | field 'f' is TIMESTAMP(3), but the column is BIGINT; take the logical type off the field, or read the column as a TIMESTAMP",
                "f DECIMAL(38, 2) NOT NULL | {'type': 'bytes', 'logicalType': 'decimal', 'precision': 10, 'scale': 2} | field 'f' is DECIMAL(10, 2), but the column is DECIMAL(38, 2); derive it with CAST(`f` AS DECIMAL(10, 2)), or change the field",
                "f DECIMAL(10, 2) NOT NULL | {'type': 'bytes', 'logicalType': 'decimal', 'precision': 10, 'scale': 4} | field 'f' is DECIMAL(10, 4), but the column is DECIMAL(10, 2); derive it with CAST(`f` AS DECIMAL(10, 4)), or change the field",
                "f BIGINT | 'long' | field 'f' must not be null, but the column can be; let a validate step ask for `f` IS NOT NULL, derive it with COALESCE, or make the field a union with null",
                "f INT NOT NULL | {'type': 'array', 'items': 'int'} | field 'f' cannot be written: it is an array, which no column type holds",
                "g INT NOT NULL | 'int' | field 'f' has no default, and there is no column of that name; derive the column, or give the field a default",
            })
    void and_no_other(String column, String field, String sentence) {
        // when, then
        assertThat(misfits(column, field("f", field))).contains(sentence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'int', 'default': 0",
                "['null', {'type': 'array', 'items': 'int'}], 'default': null",
            })
    void a_field_with_a_default_needs_no_column(String typeAndDefault) {
        // when, then
        assertThat(misfits("f INT NOT NULL", field("f", "'int'") + ", " + field("g", typeAndDefault)))
                .isEmpty();
    }

    @Test
    void a_column_that_has_no_field_is_not_dropped_in_silence() {
        // given
        String columns = "f INT NOT NULL, rn BIGINT NOT NULL";

        // when, then
        assertThat(misfits(columns, field("f", "'int'")))
                .containsExactly("column 'rn' has no field in Out; add the field to the schema, or leave the column out"
                        + " with a derive step");
    }

    private static String field(String name, String typeAndMore) {
        return "{'name': '" + name + "', 'type': " + typeAndMore + "}";
    }

    private static List<String> misfits(String columns, String fields) {
        String schema = "{'type': 'record', 'name': 'Out', 'fields': [" + fields + "]}";
        AvroContract contract = AvroContract.parse(schema.replace('\'', '"')).fold(parsed -> parsed, why -> {
            throw new AssertionError(why);
        });
        RowType row = new RowType(Arrays.stream(columns.split(", (?=[a-z])"))
                .map(column -> column.split(" ", 2))
                .map(parts -> new Column(parts[0], DataType.parse(parts[1])))
                .toList());
        return SinkFit.misfits(row, contract);
    }
}
