package io.millrace.operator.topics;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A value of a topic's configuration that brokers read as an int. */
public final class IntSetting {

    private IntSetting() {}

    /** What is no number, or too large for an int, is for the brokers to refuse. */
    public static Optional<Integer> of(@Nullable String text) {
        try {
            return text == null ? Optional.empty() : Optional.of(Integer.valueOf(text.strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
