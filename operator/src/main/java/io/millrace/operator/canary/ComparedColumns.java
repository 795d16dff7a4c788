package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.RolloutSpec;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What the output of two jobs is not compared by.
 *
 * @param ignore columns by which no sink is
 * @param allow by sink, columns that are changed on purpose
 */
public record ComparedColumns(List<String> ignore, List<RolloutSpec.Allowed> allow) {

    public ComparedColumns {
        ignore = List.copyOf(ignore);
        allow = List.copyOf(allow);
    }

    Map<String, Set<String>> allowedBySink() {
        Map<String, Set<String>> bySink = new TreeMap<>();
        allow.forEach(one ->
                bySink.computeIfAbsent(one.sink(), sink -> new TreeSet<>()).addAll(one.columns()));
        return bySink;
    }
}
