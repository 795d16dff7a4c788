package io.millrace.operator.subjects.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.subjects.SubjectsContract;
import io.millrace.platform.shared.SharedPlatform;
import java.net.URI;
import java.util.OptionalInt;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class HttpSubjectsIT extends SubjectsContract {

    private final Subjects subjects =
            HttpSubjects.connect(SharedPlatform.get().registry().api(), "main");

    @Override
    protected Subjects subjects() {
        return subjects;
    }

    @Override
    protected String freshName() {
        return "contract of-" + UUID.randomUUID() + "-value";
    }

    @Test
    void a_registry_that_does_not_answer_is_unreachable_and_said_so_in_the_same_words_each_time() {
        // given
        Subjects away = HttpSubjects.connect(URI.create("http://127.0.0.1:1/apis/ccompat/v7"), "main");
        // when
        var first = away.find("any", OptionalInt.empty());
        var second = away.find("any", OptionalInt.empty());
        // then
        assertThat(first).isInstanceOf(Observed.Unreachable.class).isEqualTo(second);
        assertThatExceptionOfType(SystemException.class)
                .isThrownBy(() -> away.setLevel("any", "NONE"))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.REGISTRY_UNREACHABLE))
                .satisfies(failure -> assertThat(failure.isAway()).isTrue());
    }
}
