package io.millrace.job.formats;

import java.util.Optional;

/**
 * A record's value as it is compared.
 *
 * @param text the same for equal values: a JSON object with the columns in alphabetical order, or something else where
 *     there are none
 * @param windowStart of the row of a window
 */
public record ComparedValue(String text, Optional<String> windowStart) {}
