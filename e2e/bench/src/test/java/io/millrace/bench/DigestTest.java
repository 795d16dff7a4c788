package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestTest {

    @Test
    void order_makes_no_difference() {
        assertThat(digest("a", "b", "c")).isEqualTo(digest("c", "a", "b"));
    }

    @Test
    void a_record_that_is_missing_or_there_twice_or_another_shows() {
        // given
        Digest right = digest("a", "b", "b");

        // when, then
        assertThat(List.of(digest("a", "b"), digest("a", "b", "b", "b"), digest("a", "a", "b"), digest("a", "b", "c")))
                .doesNotContain(right);
    }

    @Test
    void the_key_counts() {
        // given
        Digest.Sum with = new Digest.Sum();
        with.add(bytes("k"), bytes("a"));

        // when, then
        assertThat(with.digest()).isNotEqualTo(digest("a"));
    }

    private static Digest digest(String... values) {
        Digest.Sum sum = new Digest.Sum();
        for (String value : values) {
            sum.add(null, bytes(value));
        }
        return sum.digest();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
