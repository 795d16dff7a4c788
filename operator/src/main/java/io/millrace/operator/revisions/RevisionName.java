package io.millrace.operator.revisions;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * {@code <ordinal>-<hash8>}. The hash tells what runs; the ordinal makes a later revision of equal content another one,
 * so that what was said about the earlier one does not count for it.
 */
public record RevisionName(int ordinal, String hash) {

    private static final Pattern TEXT = Pattern.compile("([1-9][0-9]{0,8})-([0-9a-f]{8})");

    public static RevisionName parse(String text) {
        return tryParse(text)
                .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is no revision: <ordinal>-<hash8>"));
    }

    /** For a text that others have written. */
    public static Optional<RevisionName> tryParse(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches()
                ? Optional.of(new RevisionName(Integer.parseInt(parts.group(1)), parts.group(2)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return ordinal + "-" + hash;
    }
}
