package io.millrace.operator.revisions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionNameTest {

    @Test
    void a_name_reads_as_it_is_written() {
        // given
        String text = "7-3fa9c1d2";
        // when
        RevisionName name = RevisionName.parse(text);
        // then
        assertThat(name).isEqualTo(new RevisionName(7, "3fa9c1d2")).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "0-3fa9c1d2", "7-3fa9c1d", "7-3FA9C1D2", "-1-3fa9c1d2", "7-3fa9c1d2x"})
    void anything_else_is_refused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RevisionName.parse(text))
                .withMessageContaining("<ordinal>-<hash8>");
    }
}
