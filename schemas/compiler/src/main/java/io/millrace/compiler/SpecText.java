package io.millrace.compiler;

import io.millrace.api.v1alpha1.Formats;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Texts with a form. The CRD's schema asks for the same, but a spec may come from a file that no API server has seen. */
final class SpecText {

    private static final Pattern NAME = Pattern.compile(Formats.NAME);
    private static final Pattern TOPIC = Pattern.compile(Formats.TOPIC);
    private static final Pattern COLUMN = Pattern.compile(Formats.COLUMN);
    private static final int LONGEST_NAME = 63;
    private static final int LONGEST_TOPIC = 249;
    private static final int LONGEST_COLUMN = 128;

    private SpecText() {}

    static Optional<String> name(@Nullable String text, Place place) {
        return formed(text, NAME, LONGEST_NAME, "a name has lower-case letters, digits and dashes", place);
    }

    static Optional<String> topic(@Nullable String text, Place place) {
        return formed(
                text, TOPIC, LONGEST_TOPIC, "a topic's name has letters, digits, dots, underscores and dashes", place);
    }

    /** The name of a column. Only expressions put it into backticks. */
    static Optional<String> column(@Nullable String text, Place place) {
        if (text != null && text.startsWith("`")) {
            place.refuse(
                    "backticks belong into expressions; here the column's name stands alone: " + text.replace("`", ""));
            return Optional.empty();
        }
        return formed(text, COLUMN, LONGEST_COLUMN, "a column's name has letters, digits and underscores", place);
    }

    private static Optional<String> formed(
            @Nullable String text, Pattern pattern, int longest, String rule, Place place) {
        Optional<String> given = place.required(text);
        boolean legal = given.filter(value ->
                        value.length() <= longest && pattern.matcher(value).matches())
                .isPresent();
        if (given.isPresent() && !legal) {
            place.refuse("'" + given.get() + "' is not allowed: " + rule + ", at most " + longest);
        }
        return legal ? given : Optional.empty();
    }

    static OptionalLong millis(@Nullable String text, String byDefault, Place place) {
        Optional<Long> millis = place.parsed(() -> DurationText.parseMillis(text == null ? byDefault : text));
        return millis.isPresent() ? OptionalLong.of(millis.get()) : OptionalLong.empty();
    }

    /** As {@link #millis}, of a duration that must not be zero. */
    static OptionalLong positiveMillis(@Nullable String text, String byDefault, Place place) {
        OptionalLong millis = millis(text, byDefault, place);
        if (millis.isPresent() && millis.getAsLong() == 0) {
            place.refuse("must be longer than 0");
            return OptionalLong.empty();
        }
        return millis;
    }
}
