package io.millrace.operator.subjects;

import java.util.List;
import java.util.Optional;

/**
 * A subject, looked at with a schema in hand.
 *
 * @param level the subject's own compatibility level; empty when it follows the registry's default
 * @param versions oldest first; empty when there is no such subject
 * @param registered the version that has this very schema, if one does
 * @param objections why the registry's own check says no; empty when it says yes
 */
public record SubjectState(
        Optional<String> level,
        List<RegisteredSchema> versions,
        Optional<RegisteredSchema> registered,
        List<String> objections) {

    public SubjectState {
        versions = List.copyOf(versions);
        objections = List.copyOf(objections);
    }

    /** The number that the next version will probably get. */
    public int nextVersion() {
        return versions.stream().mapToInt(RegisteredSchema::version).max().orElse(0) + 1;
    }
}
