package io.millrace.operator.subjects;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What has to be done so that a subject has the schema and the level that are wanted. */
public final class SubjectsPlanner {

    private SubjectsPlanner() {}

    /**
     * The level goes first, as it decides whether the schema is taken. Only a new subject, where it decides nothing yet,
     * gets it afterwards: not every registry sets the level of a subject that has no schema.
     */
    public static List<SubjectChange> changes(OwnedSchema wanted, SubjectState seen) {
        List<SubjectChange> changes = new ArrayList<>();
        if (seen.registered().isEmpty()) {
            changes.add(new SubjectChange.Register(wanted.subject(), wanted.text()));
        }
        if (!seen.level().equals(Optional.of(wanted.level()))) {
            int place = seen.versions().isEmpty() ? changes.size() : 0;
            changes.add(place, new SubjectChange.SetLevel(wanted.subject(), wanted.level()));
        }
        return List.copyOf(changes);
    }
}
