package io.millrace.definition.state;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The uid of a source or step, {@code <kind>:<name>@<generation>}. State is found again by it, so it says what the state
 * is of; another generation is the same thing without the state that it had.
 *
 * @param kind {@code source}, or the verb of a step
 */
public record Uid(String kind, String name, int generation) {

    public static final String SOURCE = "source";

    private static final Pattern TEXT = Pattern.compile("([a-z]+):(.+)@([1-9][0-9]{0,8})");

    /** The first of its name. */
    public static Uid first(String kind, String name) {
        return new Uid(kind, name, 1);
    }

    public static Uid parse(String text) {
        Matcher parts = TEXT.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no uid: <kind>:<name>@<generation>");
        }
        return new Uid(parts.group(1), parts.group(2), Integer.parseInt(parts.group(3)));
    }

    Uid withGeneration(int other) {
        return new Uid(kind, name, other);
    }

    @Override
    public String toString() {
        return kind + ":" + name + "@" + generation;
    }
}
