package io.millrace.compiler;

import io.millrace.compiler.Place.At;
import io.millrace.compiler.expressions.NearMiss;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.Column;
import io.millrace.definition.DataType.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Fields of the spec that name columns. */
final class Columns {

    private Columns() {}

    static Optional<Integer> find(String name, Scope scope, Place place) {
        OptionalInt index = scope.columns().indexOf(name);
        if (index.isPresent()) {
            return Optional.of(index.getAsInt());
        }
        String unreadable = scope.unreadable().get(name);
        List<String> names =
                scope.columns().columns().stream().map(Column::name).toList();
        place.refuse(
                unreadable == null
                        ? "there is no column '" + name + "'" + NearMiss.hint(name, names)
                        : "'" + name + "' cannot be used: " + unreadable);
        return Optional.empty();
    }

    /** Columns to group by; empty when one was refused. */
    static Optional<List<Integer>> key(@Nullable List<String> names, Scope scope, Place place) {
        List<Integer> indexes = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (At<String> name : place.each(names)) {
            Optional<Integer> index =
                    SpecText.column(name.value(), name.place()).flatMap(legal -> find(legal, scope, name.place()));
            if (!seen.add(name.value())) {
                name.place().refuseRepeated(name.value());
            } else if (index.isPresent()
                    && scope.columns().column(index.get()).type().kind() == Kind.BYTES) {
                name.place().refuse("'" + name.value() + "' is BYTES, which cannot be part of a key");
            } else {
                index.ifPresent(indexes::add);
            }
        }
        return indexes.size() == (names == null ? 0 : names.size()) ? Optional.of(indexes) : Optional.empty();
    }
}
