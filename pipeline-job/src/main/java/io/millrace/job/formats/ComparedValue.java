package io.millrace.job.formats;

import java.util.Optional;

/**
 * A record's value as it is compared.
 *
 * @param text the same for equal values: a JSON object with the columns in alphabetical order, or something else where
 *     there are none
 * @param windowStart of the row of a window
 * @param windowKey of such a row, by the window's key columns, as a JSON object
 */
public record ComparedValue(String text, Optional<String> windowStart, Optional<String> windowKey) {

    static ComparedValue opaque(String text) {
        return new ComparedValue(text, Optional.empty(), Optional.empty());
    }
}
