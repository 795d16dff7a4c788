package io.millrace.compiler;

import io.millrace.api.v1alpha1.SourceSpec;
import io.millrace.compiler.expressions.Scope;
import io.millrace.definition.DataType;
import io.millrace.definition.DataType.Kind;
import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.TimeUnit;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Where a source's event time stands. */
final class EventTimes {

    private EventTimes() {}

    /** Decided: an event time, or deliberately none. */
    record Choice(@Nullable EventTime orNull) {}

    /** Empty when something was refused. */
    static Optional<Choice> choose(SourceSpec.@Nullable EventTime spec, Scope scope, Place place) {
        if (spec == null) {
            return Optional.of(new Choice(null));
        }
        Optional<Integer> column = SpecText.column(spec.column(), place.field("column"))
                .flatMap(name -> Columns.find(name, scope, place.field("column")));
        OptionalLong outOfOrder = SpecText.millis(spec.maxOutOfOrder(), "0s", place.field("maxOutOfOrder"));
        OptionalLong idle = SpecText.millis(spec.idleAfter(), "1m", place.field("idleAfter"));
        OptionalLong future = SpecText.positiveMillis(spec.rejectFuture(), "10m", place.field("rejectFuture"));
        boolean typed = column.isPresent() && isTime(column.get(), spec, scope, place);
        if (!typed || outOfOrder.isEmpty() || idle.isEmpty() || future.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Choice(
                new EventTime(column.get(), unit(spec), outOfOrder.getAsLong(), idle.getAsLong(), future.getAsLong())));
    }

    private static boolean isTime(int column, SourceSpec.EventTime spec, Scope scope, Place place) {
        DataType type = scope.columns().column(column).type();
        if (type.kind() == Kind.TIMESTAMP && unit(spec) != TimeUnit.MILLIS) {
            place.field("unit")
                    .refuse("'" + spec.column() + "' is " + type.name()
                            + ", which says its unit itself; unit is for a BIGINT");
            return false;
        }
        if (type.kind() != Kind.TIMESTAMP && type.kind() != Kind.BIGINT) {
            place.field("column")
                    .refuse("'" + spec.column() + "' is " + type.name()
                            + "; an event time is a TIMESTAMP(3), or a BIGINT in the unit that is given");
            return false;
        }
        return true;
    }

    private static TimeUnit unit(SourceSpec.EventTime spec) {
        SourceSpec.Unit unit = spec.unit();
        if (unit == null) {
            return TimeUnit.MILLIS;
        }
        return switch (unit) {
            case SECONDS -> TimeUnit.SECONDS;
            case MILLIS -> TimeUnit.MILLIS;
            case MICROS -> TimeUnit.MICROS;
        };
    }
}
