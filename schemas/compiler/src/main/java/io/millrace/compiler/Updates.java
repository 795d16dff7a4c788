package io.millrace.compiler;

import io.millrace.definition.Expression;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The results of a window that may come again, updated, as it allows lateness. A topic then needs keys by which the new
 * result replaces the former one.
 *
 * @param identity what tells one result from another: for each part the columns that have it here, any of which will do
 */
record Updates(String step, List<Set<String>> identity) {

    /** @param bounds the columns of the window's start and end, one of which is enough */
    static Updates of(String step, List<String> key, Set<String> bounds) {
        List<Set<String>> identity = new ArrayList<>();
        key.forEach(column -> identity.add(Set.of(column)));
        identity.add(bounds);
        return new Updates(step, List.copyOf(identity));
    }

    /** The same after a derive step. */
    Updates through(Map<String, Expression> values) {
        return new Updates(
                step, identity.stream().map(part -> carriers(part, values)).toList());
    }

    private static Set<String> carriers(Set<String> part, Map<String, Expression> values) {
        return values.entrySet().stream()
                .filter(value ->
                        value.getValue() instanceof Expression.ColumnValue column && part.contains(column.name()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean isReplacedBy(List<String> key) {
        return identity.stream().allMatch(part -> key.stream().anyMatch(part::contains));
    }
}
