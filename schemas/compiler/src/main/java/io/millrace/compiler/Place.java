package io.millrace.compiler;

import io.millrace.compiler.result.Checked;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A field of the spec, and the list that what is wrong with it goes to. The list is shared by all places of one
 * compilation: a compiler that stopped at the first mistake would cost its user one round per mistake.
 */
final class Place {

    private final String path;
    private final List<Refusal> refusals;

    private Place(String path, List<Refusal> refusals) {
        this.path = path;
        this.refusals = refusals;
    }

    static Place spec() {
        return new Place("spec", new ArrayList<>());
    }

    Place field(String name) {
        return new Place(path + "." + name, refusals);
    }

    Place item(int index) {
        return new Place(path + "[" + index + "]", refusals);
    }

    String path() {
        return path;
    }

    /** A field that is looked at for two reasons is refused once. */
    void refuse(String sentence) {
        Refusal refusal = new Refusal(path, sentence);
        if (!refusals.contains(refusal)) {
            refusals.add(refusal);
        }
    }

    void refuseRepeated(String name) {
        refuse("'" + name + "' is there twice; take one out, or give it another name");
    }

    /** All that was refused, in reading order of the spec. */
    List<Refusal> refusals() {
        return refusals.stream().sorted(ReadingOrder.OF_REFUSALS).toList();
    }

    /** A value and where it stands. */
    record At<T>(T value, Place place) {}

    /** The items of a list that may be missing, or have holes where it did not come through the API server. */
    <T> List<At<T>> each(@Nullable List<T> list) {
        List<At<T>> items = new ArrayList<>();
        for (int i = 0; list != null && i < list.size(); i++) {
            T value = list.get(i);
            if (value == null) {
                item(i).refuse("is empty");
            } else {
                items.add(new At<>(value, item(i)));
            }
        }
        return items;
    }

    /** As {@link #each}, of a list that must not be empty. */
    <T> List<At<T>> eachOfSome(@Nullable List<T> list) {
        if (list == null || list.isEmpty()) {
            refuse("is missing; give at least one");
        }
        return each(list);
    }

    <T> Optional<T> required(@Nullable T value) {
        if (value == null || (value instanceof String text && text.isEmpty())) {
            refuse("is missing");
            return Optional.empty();
        }
        return Optional.of(value);
    }

    <T> Optional<T> take(Checked<T> checked) {
        return checked.fold(Optional::of, sentence -> {
            refuse(sentence);
            return Optional.empty();
        });
    }

    /** What a parser gives, whose exceptions are sentences for the user. */
    <T> Optional<T> parsed(Supplier<T> parser) {
        try {
            return Optional.of(parser.get());
        } catch (IllegalArgumentException e) {
            refuse(e.getMessage() == null ? "cannot be read" : e.getMessage());
            return Optional.empty();
        }
    }

    /** Refuses each value whose key was there before it. */
    static <T> void distinct(List<At<T>> items, Function<T, @Nullable String> key, String field) {
        Set<String> seen = new HashSet<>();
        for (At<T> item : items) {
            String name = key.apply(item.value());
            if (name != null && !seen.add(name)) {
                item.place().field(field).refuseRepeated(name);
            }
        }
    }
}
