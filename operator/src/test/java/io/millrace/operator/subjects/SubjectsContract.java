package io.millrace.operator.subjects;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What everything that calls itself {@link Subjects} does. */
public abstract class SubjectsContract {

    private static final String FIRST =
            "{\"type\": \"record\", \"name\": \"Total\", \"fields\": [{\"name\": \"count\", \"type\": \"long\"}]}";
    private static final String FIRST_OTHERWISE_WRITTEN =
            """
            {"name": "Total", "type": "record",
             "fields": [{"type": "long", "name": "count"}]}""";
    private static final String COMPATIBLE =
            """
            {"type": "record", "name": "Total", "fields": [
              {"name": "count", "type": "long"}, {"name": "sum", "type": ["null", "long"], "default": null}]}""";
    private static final String INCOMPATIBLE =
            """
            {"type": "record", "name": "Total", "fields": [
              {"name": "count", "type": "long"}, {"name": "sum", "type": "long"}]}""";

    protected abstract Subjects subjects();

    /** A name that no subject has; with characters that an address has to escape. */
    protected abstract String freshName();

    private SubjectState look(String subject, String text) {
        return subjects().look(subject, text).value().orElseThrow();
    }

    @Test
    void a_subject_that_nobody_made_has_nothing() {
        // given
        String subject = freshName();
        // when
        SubjectState seen = look(subject, FIRST);
        // then
        assertThat(seen).isEqualTo(new SubjectState(Optional.empty(), List.of(), Optional.empty(), List.of()));
        assertThat(subjects().find(subject, OptionalInt.empty())).isEqualTo(Observed.absent());
        assertThat(subjects().find(subject, OptionalInt.of(1))).isEqualTo(Observed.absent());
    }

    @Test
    void a_level_is_kept() {
        // given
        String subject = freshName();
        subjects().register(subject, FIRST);
        // when
        subjects().setLevel(subject, "FULL");
        // then
        assertThat(look(subject, FIRST).level()).contains("FULL");
    }

    @Test
    void a_registered_schema_is_found_again_however_it_is_written() {
        // given
        String subject = freshName();
        // when
        RegisteredSchema registered = subjects().register(subject, FIRST);
        // then
        assertThat(registered.version()).isEqualTo(1);
        assertThat(registered.id()).isPositive();
        assertThat(look(subject, FIRST_OTHERWISE_WRITTEN).registered())
                .map(RegisteredSchema::id)
                .contains(registered.id());
        assertThat(subjects().find(subject, OptionalInt.empty()).value())
                .map(RegisteredSchema::id)
                .contains(registered.id());
    }

    @Test
    void there_is_a_level_for_subjects_that_have_none() {
        // when
        Observed<String> level = subjects().defaultLevel();
        // then
        assertThat(level.value()).hasValueSatisfying(word -> assertThat(word).isNotBlank());
    }

    @Test
    void registering_the_same_again_makes_no_version() {
        // given
        String subject = freshName();
        RegisteredSchema first = subjects().register(subject, FIRST);
        // when
        RegisteredSchema again = subjects().register(subject, FIRST_OTHERWISE_WRITTEN);
        // then
        assertThat(again.version()).isEqualTo(first.version());
        assertThat(again.id()).isEqualTo(first.id());
        assertThat(look(subject, FIRST).versions()).hasSize(1);
    }

    @Test
    void a_compatible_schema_becomes_the_next_version_and_the_earlier_one_stays() {
        // given
        String subject = freshName();
        RegisteredSchema first = subjects().register(subject, FIRST);
        subjects().setLevel(subject, "BACKWARD");
        SubjectState before = look(subject, COMPATIBLE);
        // when
        RegisteredSchema second = subjects().register(subject, COMPATIBLE);
        // then
        assertThat(before.objections()).isEmpty();
        assertThat(before.nextVersion()).isEqualTo(2);
        assertThat(second.version()).isEqualTo(2);
        assertThat(subjects().find(subject, OptionalInt.empty()).value().map(RegisteredSchema::id))
                .contains(second.id());
        assertThat(subjects().find(subject, OptionalInt.of(1)).value().map(RegisteredSchema::id))
                .contains(first.id());
        assertThat(subjects().find(subject, OptionalInt.of(9))).isEqualTo(Observed.absent());
    }

    @Test
    void a_schema_that_breaks_the_level_is_objected_to_and_refused() {
        // given
        String subject = freshName();
        subjects().register(subject, FIRST);
        subjects().setLevel(subject, "BACKWARD");
        // when
        SubjectState seen = look(subject, INCOMPATIBLE);
        // then
        assertThat(seen.objections()).isNotEmpty();
        assertThat(seen.registered()).isEmpty();
        assertThatExceptionOfType(SystemException.class)
                .isThrownBy(() -> subjects().register(subject, INCOMPATIBLE))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.REGISTRY_REFUSED))
                .satisfies(failure -> assertThat(failure.isAway()).isFalse());
    }

    @Test
    void without_a_level_that_forbids_it_the_same_schema_is_taken() {
        // given
        String subject = freshName();
        subjects().register(subject, FIRST);
        subjects().setLevel(subject, "NONE");
        // when
        SubjectState seen = look(subject, INCOMPATIBLE);
        RegisteredSchema registered = subjects().register(subject, INCOMPATIBLE);
        // then
        assertThat(seen.level()).contains("NONE");
        assertThat(seen.objections()).isEmpty();
        assertThat(registered.version()).isEqualTo(2);
    }

    @Test
    void what_is_no_schema_is_not_found_and_not_taken() {
        // given
        String subject = freshName();
        subjects().register(subject, FIRST);
        // when
        SubjectState seen = look(subject, "{\"type\": \"record\", \"name\": \"Total\"}");
        // then
        assertThat(seen.registered()).isEmpty();
        assertThatExceptionOfType(SystemException.class)
                .isThrownBy(() -> subjects().register(subject, "{\"type\": \"record\", \"name\": \"Total\"}"))
                .satisfies(failure -> assertThat(failure.reason()).isEqualTo(Reason.REGISTRY_REFUSED));
    }
}
