package io.millrace.definition.differences;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.differences.Difference.Kind;
import io.millrace.definition.differences.DifferenceFormat.Shown;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DifferenceFormatTest {

    private static final byte[] KEY = bytes("k");

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Shown at(String position, String value) {
        return new Shown(value, position);
    }

    private static Difference readBack(@Nullable Shown live, @Nullable Shown candidate) {
        return DifferenceFormat.read(DifferenceFormat.write("out", KEY, live, candidate))
                .orElseThrow();
    }

    @Test
    void of_two_records_the_columns_are_read_that_differ_and_where_both_stand() {
        // when
        Difference read = readBack(
                at("out-1@7", "{\"a\":1,\"b\":2,\"c\":{\"d\":[3]}}"),
                at("out.canary-0@9", "{\"a\":1,\"b\":3,\"e\":4}"));

        // then
        assertThat(read)
                .isEqualTo(new Difference("out", Kind.DIFFERENT, List.of("b", "c", "e"), "out-1@7", "out.canary-0@9"));
    }

    @Test
    void of_a_record_without_another_one_it_is_read_where_it_stands() {
        // when
        Difference missing = readBack(at("out-1@7", "{\"a\":1}"), null);
        Difference extra = readBack(null, at("out.canary-0@9", "{\"a\":1}"));

        // then
        assertThat(missing).isEqualTo(new Difference("out", Kind.MISSING, List.of(), "out-1@7", null));
        assertThat(extra).isEqualTo(new Difference("out", Kind.EXTRA, List.of(), null, "out.canary-0@9"));
    }

    @Test
    void values_that_are_no_rows_have_no_columns() {
        // when
        Difference read = readBack(at("out-1@7", "base64:AAE="), at("out.canary-0@9", "base64:AAI="));

        // then
        assertThat(read).isEqualTo(new Difference("out", Kind.DIFFERENT, List.of(), "out-1@7", "out.canary-0@9"));
    }

    @Test
    void what_is_too_long_to_be_shown_still_tells_its_columns() {
        // given
        Shown live = at("out-1@7", "{\"a\":1,\"b\":\"long\"}");
        Shown candidate = at("out.canary-0@9", "{\"a\":1,\"b\":\"longer\"}");

        // when
        byte[] shortened = DifferenceFormat.writeShortened("out", live, candidate);

        // then
        assertThat(new String(shortened, StandardCharsets.UTF_8)).doesNotContain("long\"", "longer");
        assertThat(DifferenceFormat.read(shortened)).contains(readBack(live, candidate));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no JSON, but a secret",
                "null",
                "[]",
                "{}",
                "{\"sink\":\"out\",\"kind\":\"WORSE\"}",
                "{\"sink\":{\"a\":1},\"kind\":\"EXTRA\"}",
                "{\"kind\":\"EXTRA\",\"candidateAt\":\"out-0@1\"}"
            })
    void what_is_no_difference_is_none(String value) {
        assertThat(DifferenceFormat.read(bytes(value))).isEmpty();
    }

    @Test
    void nothing_that_somebody_else_writes_keeps_the_rest_from_being_read() {
        // when
        byte[] odd = bytes("{\"sink\":\"out\",\"kind\":\"DIFFERENT\",\"columns\":[null,3],\"liveAt\":null}");

        // then
        assertThat(DifferenceFormat.read(odd))
                .contains(new Difference("out", Kind.DIFFERENT, List.of("null", "3"), null, null));
    }

    @Test
    void what_a_later_version_tells_besides_is_passed_over() {
        // when
        byte[] later =
                bytes("{\"sink\":\"out\",\"kind\":\"EXTRA\",\"candidateAt\":\"out-0@1\",\"because\":{\"of\":1}}");

        // then
        assertThat(DifferenceFormat.read(later))
                .contains(new Difference("out", Kind.EXTRA, List.of(), null, "out-0@1"));
    }
}
