package io.millrace.compiler.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.compiler.result.Checked;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AvroContractTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'boolean'                                                                  | BOOLEAN NOT NULL",
                "'int'                                                                      | INT NOT NULL",
                "'long'                                                                     | BIGINT NOT NULL",
                "'float'                                                                    | FLOAT NOT NULL",
                "'double'                                                                   | DOUBLE NOT NULL",
                "'string'                                                                   | STRING NOT NULL",
                "'bytes'                                                                    | BYTES NOT NULL",
                "['null', 'long']                                                           | BIGINT",
                "['string', 'null']                                                         | STRING",
                "['int']                                                                    | INT NOT NULL",
                "{'type': 'string', 'avro.java.string': 'String'}                           | STRING NOT NULL",
                "{'type': 'enum', 'name': 'E', 'symbols': ['A', 'B']}                       | STRING NOT NULL",
                "{'type': 'int', 'logicalType': 'date'}                                     | DATE NOT NULL",
                "{'type': 'long', 'logicalType': 'timestamp-millis'}                        | TIMESTAMP(3) NOT NULL",
                "['null', {'type': 'long', 'logicalType': 'local-timestamp-millis'}]        | TIMESTAMP(3)",
                "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 10, 'scale': 2}   | DECIMAL(10, 2) NOT NULL",
                "{'type': 'fixed', 'name': 'F', 'size': 8, 'logicalType': 'decimal', 'precision': 18} | DECIMAL(18, 0) NOT NULL",
                "{'type': 'string', 'logicalType': 'uuid'}                                  | STRING NOT NULL",
                "{'type': 'long', 'logicalType': 'made-up'}                                 | BIGINT NOT NULL",
            })
    void a_field_is_a_column(String type, String column) {
        // when
        AvroContract contract = contract(type);

        // then
        assertThat(contract.columns().column(0).type()).hasToString(column);
        assertThat(contract.unreadable()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{'type': 'array', 'items': 'int'}                         | it is an array, which no column type holds",
                "{'type': 'map', 'values': 'int'}                          | it is a map, which no column type holds",
                "{'type': 'record', 'name': 'R', 'fields': []}             | it is a record, which no column type holds",
                "['null', {'type': 'array', 'items': 'int'}]               | it is an array, which no column type holds",
                "'null'                                                    | it is always null, which no column type holds",
                "['null']                                                  | it is a union of 0 types; a column is of one type, or of one type and null",
                "['null', 'int', 'string']                                 | it is a union of 2 types; a column is of one type, or of one type and null",
                "{'type': 'fixed', 'name': 'F', 'size': 4}                 | it is of the type fixed, which no column type holds",
                "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 40} | it is a decimal of 40 digits; a DECIMAL has at most 38",
                "{'type': 'long', 'logicalType': 'timestamp-micros'}       | it is a timestamp-micros; use timestamp-millis, or a plain long",
                "{'type': 'int', 'logicalType': 'time-millis'}             | its logical type time-millis is not supported",
                "{'type': 'fixed', 'name': 'F', 'size': 16, 'logicalType': 'uuid'} | it is a uuid of the type fixed; use one of the type string",
                "'ShopEvent'                                               | it is a record, which no column type holds",
            })
    void or_says_why_it_is_none(String type, String why) {
        // when
        AvroContract contract = contract(type);

        // then
        assertThat(contract.unreadable()).containsEntry("f", why);
        assertThat(contract.columns().columns()).isEmpty();
    }

    private static AvroContract contract(String type) {
        String schema = "{'type': 'record', 'name': 'ShopEvent', 'fields': [{'name': 'f', 'type': " + type + "}]}";
        return AvroContract.parse(schema.replace('\'', '"')).fold(contract -> contract, why -> {
            throw new AssertionError(why);
        });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "'string' | is an Avro string; only a record has columns",
                "{'type': 'array', 'items': 'int'} | is an Avro array; only a record has columns",
                "{'type': 'record', 'name': 'A', 'fields': [{'name': 'f', 'type': 'strnig'}]} | is no Avro schema: Undefined schema: strnig",
                "{'type': 'record', 'name': 'A', 'fields': [{'name': 'f', 'type': 'int'}, {'name': 'f', 'type': 'int'}]} | is no Avro schema: Duplicate field f in record A: f type:INT pos:1 and f type:INT pos:0.",
                "{'type': 'record', 'name': 'A', 'fields': [{'name': 'f', 'type': 'int', 'default': 'x'}]} | is no Avro schema: Invalid default for field f: ~x~ not a ~int~",
                "{'type': 'record' | is no Avro schema: Unexpected end-of-input: expected close marker for Object at line 1, column 18",
            })
    void what_is_no_record_schema_is_refused_with_the_reason(String schema, String sentence) {
        // when
        Checked<AvroContract> checked = AvroContract.parse(schema.replace('\'', '"'));

        // then
        assertThat(checked).isEqualTo(new Checked.Refused<>(sentence.replace('~', '"')));
    }

    @Test
    void a_protobuf_or_a_header_is_no_schema_either() {
        // when, then
        assertThat(AvroContract.parse("syntax = \"proto3\";")).isInstanceOf(Checked.Refused.class);
        assertThat(AvroContract.parse("")).isInstanceOf(Checked.Refused.class);
        assertThat(AvroContract.parse("{} {}")).isInstanceOf(Checked.Refused.class);
        assertThat(AvroContract.parse("[".repeat(60_000))).isInstanceOf(Checked.Refused.class);
        assertThat(AvroContract.parse("{\"type\":\"array\",\"items\":".repeat(2000)))
                .isInstanceOf(Checked.Refused.class);
    }

    @Property(tries = 1000)
    void no_text_makes_anything_but_a_contract_or_a_sentence(@ForAll("json") String text) {
        // when
        Checked<AvroContract> checked = AvroContract.parse(text);

        // then
        assertThat(checked.<String>fold(contract -> contract.schema().getName(), why -> why))
                .isNotNull();
    }

    @Provide
    Arbitrary<String> json() {
        return Arbitraries.of(
                        "{",
                        "}",
                        "[",
                        "]",
                        ",",
                        ":",
                        "\"type\":",
                        "\"record\"",
                        "\"name\":",
                        "\"A\"",
                        "\"fields\":",
                        "\"int\"",
                        "\"null\"",
                        "\"enum\"",
                        "\"symbols\":",
                        "\"fixed\"",
                        "\"size\":",
                        "-1",
                        "1",
                        "null",
                        "true",
                        "\"default\":",
                        "\"logicalType\":",
                        "\"decimal\"",
                        "\"precision\":",
                        "\"items\":",
                        "\"array\"",
                        "\"map\"",
                        "\"values\":",
                        "{\"type\":\"record\",\"name\":\"A\",\"fields\":[",
                        "{\"name\":\"f\",\"type\":",
                        "}]}",
                        "\"aliases\":",
                        "\"namespace\":",
                        "\"9\"",
                        "\"doc\":",
                        "\"order\":",
                        "\"timestamp-millis\"")
                .list()
                .ofMaxSize(16)
                .map(parts -> String.join("", parts));
    }
}
