package io.millrace.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class RepeatingTextsTest {

    @Property
    void a_text_is_what_its_bytes_say_whether_it_repeats_or_not(@ForAll("texts") List<String> texts) throws Exception {
        // given
        RepeatingTexts known = InstantiationUtil.clone(new RepeatingTexts());

        // when, then
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            byte[] framed = ("<" + text + ">").getBytes(StandardCharsets.UTF_8);
            assertThat(known.read(framed, 1, bytes.length)).isEqualTo(text);
            assertThat(known.bytesOf(text)).isEqualTo(bytes);
        }
    }

    @Provide
    Arbitrary<List<String>> texts() {
        Arbitrary<String> few = Arbitraries.of("view", "cart", "", "Ab", "BA", "\u00e9");
        Arbitrary<String> any = Arbitraries.strings().ofMaxLength(60).filter(RepeatingTextsTest::isText);
        return Arbitraries.oneOf(few, any).list().ofMaxSize(600);
    }

    // Half of a surrogate pair has no UTF-8.
    private static boolean isText(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    @Test
    void one_that_repeats_is_made_once() {
        // given
        RepeatingTexts known = new RepeatingTexts();
        byte[] view = {'v', 'i', 'e', 'w'};

        // when, then
        assertThat(known.read(view, 0, 4)).isSameAs(known.read(view.clone(), 0, 4));
        assertThat(known.bytesOf("view")).isSameAs(known.bytesOf(new String(view, StandardCharsets.UTF_8)));
    }

    // What was handed out must not change with the array it was read from.
    @Test
    void it_keeps_nothing_of_the_record() {
        // given
        RepeatingTexts known = new RepeatingTexts();
        byte[] record = {'a', 'b'};
        known.read(record, 0, 2);

        // when
        record[1] = 'c';

        // then
        assertThat(known.read(record, 0, 2)).isEqualTo("ac");
    }
}
