package io.millrace.operator.subjects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to be done so that a subject has the schema and the level that are wanted. */
public final class SubjectsPlanner {

    private SubjectsPlanner() {}

    /** The level goes first: it decides whether the schema is taken. */
    public static List<SubjectChange> changes(OwnedSchema wanted, SubjectState seen) {
        List<SubjectChange> changes = new ArrayList<>();
        if (!seen.level().equals(Optional.of(wanted.level()))) {
            changes.add(new SubjectChange.SetLevel(wanted.subject(), wanted.level()));
        }
        if (seen.registered().isEmpty()) {
            changes.add(new SubjectChange.Register(wanted.subject(), wanted.text()));
        }
        return List.copyOf(changes);
    }
}
