package io.millrace.compiler;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A schema as a spec names it.
 *
 * @param version empty for the latest one
 */
public record SchemaReference(String subject, OptionalInt version) {

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    public static SchemaReference latest(String subject) {
        return new SchemaReference(subject, OptionalInt.empty());
    }

    public static SchemaReference version(String subject, int version) {
        return new SchemaReference(subject, OptionalInt.of(version));
    }

    /** Empty when {@code version} is neither a number from 1 on, {@code latest}, nor left out. */
    static Optional<SchemaReference> of(String subject, @Nullable String version) {
        if (version == null || version.equals("latest")) {
            return Optional.of(latest(subject));
        }
        return NUMBER.matcher(version).matches()
                ? Optional.of(version(subject, Integer.parseInt(version)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return subject + " version " + (version.isPresent() ? version.getAsInt() : "latest");
    }
}
