package io.millrace.job.logic;

import static io.millrace.job.logic.Sql.call;
import static io.millrace.job.logic.Sql.constant;
import static io.millrace.job.logic.Sql.result;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.Function;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Chars;
import net.jqwik.api.constraints.StringLength;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {

    @ParameterizedTest(name = "{0} of {1} is {2}")
    @CsvSource(
            delimiter = '|',
            nullValues = "NULL",
            value = {
                "UPPER | straße | STRASSE",
                "LOWER | ÄB | äb",
                "TRIM | '  a b  ' | a b",
                "TRIM | '\t a' | '\t a'",
                "TRIM | '   ' | ''",
                "UPPER | NULL | NULL",
            })
    void of_one_text(Function function, @Nullable String text, @Nullable String expected) {
        assertThat(result(call(function, "STRING", "STRING", text))).isEqualTo(expected);
    }

    @Test
    void characters_are_code_points() {
        assertThat(result(call(Function.CHAR_LENGTH, "INT", "STRING", "a😀b"))).isEqualTo(3);
        assertThat(result(call(Function.CHAR_LENGTH, "BIGINT", "STRING", "😀"))).isEqualTo(1L);
        assertThat(result(call(Function.CHAR_LENGTH, "INT", constant("STRING", null))))
                .isNull();
    }

    @Test
    void joining_with_null_gives_null() {
        assertThat(result(call(Function.CONCAT, "STRING", "STRING", "a", "b", "c")))
                .isEqualTo("abc");
        assertThat(result(call(Function.CONCAT, "STRING", "STRING", "a", null))).isNull();
    }

    @ParameterizedTest(name = "SUBSTRING(''{0}'', {1}, {2}) is ''{3}''")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "abc, 1, 2, ab",
                "abc, 2, 9, bc",
                "abc, 0, 1, a",
                "abc, -2, 1, b",
                "abc, -9, 1, ''",
                "abc, 4, 1, ''",
                "abc, 2, 0, ''",
                "abc, 2, -1, NULL",
                "a😀b, 2, 1, 😀",
                "a😀b, 3, 1, b",
                "NULL, 1, 1, NULL",
                "abc, NULL, 1, NULL",
            })
    void parts_of_texts(
            @Nullable String text, @Nullable String start, @Nullable String length, @Nullable String expected) {
        assertThat(result(call(
                        Function.SUBSTRING,
                        "STRING",
                        constant("STRING", text),
                        constant("INT", start),
                        constant("BIGINT", length))))
                .isEqualTo(expected);
    }

    @Test
    void a_part_without_length_goes_to_the_end() {
        assertThat(result(call(Function.SUBSTRING, "STRING", constant("STRING", "abc"), constant("INT", "2"))))
                .isEqualTo("bc");
    }

    @ParameterizedTest(name = "''{0}'' LIKE ''{1}'' is {2}")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "abc, abc, true",
                "abc, a%, true",
                "abc, %c, true",
                "abc, %b%, true",
                "abc, a_c, true",
                "abc, a_, false",
                "abc, ABC, false",
                "a.c, a.c, true",
                "abc, a.c, false",
                "'', %, true",
                "'', _, false",
                "a\\b, a\\b, true",
                "😀, _, true",
                "aXbXc, a%X%c, true",
                "NULL, a, NULL",
                "a, NULL, NULL",
            })
    void like(@Nullable String text, @Nullable String pattern, @Nullable Boolean expected) {
        assertThat(result(call(Function.LIKE, "BOOLEAN", "STRING", text, pattern)))
                .isEqualTo(expected);
    }

    @ParameterizedTest(name = "''{0}'' LIKE ''{1}'' ESCAPE ''{2}'' is {3}")
    @CsvSource(
            nullValues = "NULL",
            value = {
                "10%, 10!%, !, true",
                "100, 10!%, !, false",
                "a_b, a!_b, !, true",
                "axb, a!_b, !, false",
                "a!b, a!!b, !, true",
                "a, a, NULL, NULL",
            })
    void like_with_an_escape(String text, String pattern, @Nullable String escape, @Nullable Boolean expected) {
        assertThat(result(call(Function.LIKE, "BOOLEAN", "STRING", text, pattern, escape)))
                .isEqualTo(expected);
    }

    @Test
    void an_escape_must_stand_before_something_to_escape() {
        assertThatThrownBy(() -> result(call(Function.LIKE, "BOOLEAN", "STRING", "a", "a!", "!")))
                .isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> result(call(Function.LIKE, "BOOLEAN", "STRING", "a", "!a", "!")))
                .isInstanceOf(EvaluationException.class);
        assertThatThrownBy(() -> result(call(Function.LIKE, "BOOLEAN", "STRING", "a", "a", "!!")))
                .isInstanceOf(EvaluationException.class);
    }

    @Test
    void many_wildcards_take_no_time() {
        // given
        String text = "a".repeat(20_000);
        String pattern = "%a".repeat(30) + "%b";

        // when, then
        assertThat(result(call(Function.LIKE, "BOOLEAN", "STRING", text, pattern)))
                .isEqualTo(false);
    }

    @Property
    void like_agrees_with_the_regular_expression(
            @ForAll @Chars({'a', 'b'}) @StringLength(max = 8) String text,
            @ForAll @Chars({'a', 'b', '%', '_'}) @StringLength(max = 8) String pattern) {
        String regex = pattern.replace("%", ".*").replace("_", ".");
        assertThat(LikePattern.parse(pattern, "").matches(text)).isEqualTo(Pattern.matches(regex, text));
    }
}
