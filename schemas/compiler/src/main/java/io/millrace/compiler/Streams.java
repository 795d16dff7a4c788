package io.millrace.compiler;

import io.millrace.compiler.Place.At;
import io.millrace.compiler.expressions.NearMiss;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.Column;
import io.millrace.definition.RowType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The outputs of sources and earlier steps by name, and which of them were read. */
final class Streams {

    private final Map<String, Stream> byName = new LinkedHashMap<>();
    private final Set<String> read = new HashSet<>();
    private final Set<String> laterSteps;

    /** @param stepNames of all steps, so that one that comes too late can be told from one that is not there */
    Streams(Set<String> stepNames) {
        this.laterSteps = new HashSet<>(stepNames);
    }

    /** Without a name nobody can read it. */
    void add(@Nullable String name, Stream stream) {
        if (name != null) {
            byName.putIfAbsent(name, stream);
            laterSteps.remove(name);
        }
    }

    boolean isRead(String name) {
        return read.contains(name);
    }

    /** The rows that {@code from} names, as one stream. */
    Stream read(@Nullable List<String> from, Place place) {
        List<At<String>> names = place.eachOfSome(from);
        Set<String> untimed = new HashSet<>();
        Set<Updates> updates = new HashSet<>();
        List<Named> inputs = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (At<String> name : names) {
            Stream stream = one(name);
            if (!seen.add(name.value())) {
                name.place().refuseRepeated(name.value());
            }
            untimed.addAll(stream.untimed());
            updates.addAll(stream.updates());
            stream.scope().ifPresent(scope -> inputs.add(new Named(name, scope)));
        }
        boolean allKnown = from != null && !from.isEmpty() && inputs.size() == from.size();
        return new Stream(allKnown ? merged(inputs) : Optional.empty(), untimed, updates);
    }

    private record Named(At<String> name, Scope scope) {}

    private Stream one(At<String> name) {
        Stream stream = byName.get(name.value());
        if (stream != null) {
            read.add(name.value());
            return stream;
        }
        List<String> names = List.copyOf(byName.keySet());
        if (laterSteps.contains(name.value())) {
            read.add(name.value());
            name.place().refuse("'" + name.value() + "' is not an earlier step; steps stand in reading order");
        } else {
            // What was meant would else be reported as read by nobody.
            NearMiss.nearest(name.value(), names).ifPresent(read::add);
            name.place()
                    .refuse("there is no source or earlier step '" + name.value() + "'"
                            + NearMiss.hint(name.value(), names));
        }
        return Stream.unknown();
    }

    private static Optional<Scope> merged(List<Named> inputs) {
        Named first = inputs.get(0);
        boolean same = true;
        List<Column> columns = new ArrayList<>(first.scope().columns().columns());
        Map<String, String> unreadable = new HashMap<>(first.scope().unreadable());
        for (Named other : inputs.subList(1, inputs.size())) {
            Optional<String> difference = difference(first, other);
            difference.ifPresent(other.name().place()::refuse);
            same &= difference.isEmpty();
            for (int i = 0; i < columns.size() && difference.isEmpty(); i++) {
                Column column = columns.get(i);
                boolean nullable = column.type().nullable()
                        || other.scope().columns().column(i).type().nullable();
                columns.set(i, new Column(column.name(), column.type().withNullable(nullable)));
            }
            unreadable.putAll(other.scope().unreadable());
        }
        return same ? Optional.of(new Scope(new RowType(columns), unreadable)) : Optional.empty();
    }

    /** Whether NULL may occur makes no difference: together it may if it may in one of them. */
    private static Optional<String> difference(Named first, Named other) {
        List<String> a = describe(first.scope().columns());
        List<String> b = describe(other.scope().columns());
        if (a.equals(b)) {
            return Optional.empty();
        }
        String both = "'" + other.name().value() + "' and '" + first.name().value() + "'";
        if (Set.copyOf(a).equals(Set.copyOf(b))) {
            return Optional.of(
                    both + " have the same columns in another order; bring them into one with a derive step");
        }
        List<String> onlyFirst =
                a.stream().filter(column -> !b.contains(column)).toList();
        List<String> onlyOther =
                b.stream().filter(column -> !a.contains(column)).toList();
        return Optional.of(
                both + " have different columns: only '" + other.name().value() + "' has "
                        + orNothing(onlyOther) + ", only '" + first.name().value() + "' has " + orNothing(onlyFirst)
                        + "; bring them into one form with a derive step");
    }

    private static List<String> describe(RowType row) {
        return row.columns().stream()
                .map(column -> column.name() + " " + column.type().name())
                .toList();
    }

    private static String orNothing(List<String> columns) {
        return columns.isEmpty() ? "nothing" : String.join(", ", columns);
    }
}
