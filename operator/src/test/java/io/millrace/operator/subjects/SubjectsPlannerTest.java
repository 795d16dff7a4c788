package io.millrace.operator.subjects;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.subjects.SubjectChange.Register;
import io.millrace.operator.subjects.SubjectChange.SetLevel;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SubjectsPlannerTest {

    private static final OwnedSchema WANTED = new OwnedSchema("totals-value", "FULL", "{...}", "spec.schemas[0]");
    private static final RegisteredSchema OTHER = new RegisteredSchema("totals-value", 1, 7, "{}");
    private static final RegisteredSchema SAME = new RegisteredSchema("totals-value", 2, 8, "{...}");
    private static final SetLevel SET_LEVEL = new SetLevel("totals-value", "FULL");
    private static final Register REGISTER = new Register("totals-value", "{...}");

    record Case(String name, SubjectState seen, List<SubjectChange> expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static SubjectState seen(
            Optional<String> level, List<RegisteredSchema> versions, Optional<RegisteredSchema> registered) {
        return new SubjectState(level, versions, registered, List.of());
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "a new subject gets its schema first",
                        seen(Optional.empty(), List.of(), Optional.empty()),
                        List.of(REGISTER, SET_LEVEL)),
                new Case(
                        "a subject with schemas gets its level first",
                        seen(Optional.of("NONE"), List.of(OTHER), Optional.empty()),
                        List.of(SET_LEVEL, REGISTER)),
                new Case(
                        "only the level is missing",
                        seen(Optional.empty(), List.of(OTHER, SAME), Optional.of(SAME)),
                        List.of(SET_LEVEL)),
                new Case(
                        "only the schema is missing",
                        seen(Optional.of("FULL"), List.of(OTHER), Optional.empty()),
                        List.of(REGISTER)),
                new Case(
                        "nothing is missing",
                        seen(Optional.of("FULL"), List.of(OTHER, SAME), Optional.of(SAME)),
                        List.of()));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void changes(Case given) {
        // when
        List<SubjectChange> changes = SubjectsPlanner.changes(WANTED, given.seen());
        // then
        assertThat(changes).isEqualTo(given.expected());
    }
}
