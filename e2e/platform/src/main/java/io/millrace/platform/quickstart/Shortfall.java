package io.millrace.platform.quickstart;

import io.millrace.platform.clickstream.EventSummary;
import io.millrace.platform.clickstream.Expectation;
import java.util.ArrayList;
import java.util.List;

/** How the output differs from what it must be. */
record Shortfall(Expectation expected, Expectation seen) {

    String sentence() {
        return "Of " + expected.rows().size() + " rows, "
                + without(expected.rows(), seen.rows()).size()
                + " are missing, and " + without(seen.rows(), expected.rows()).size()
                + " are there that must not be. Dead letters: " + seen.deadLetters() + ", and must be "
                + expected.deadLetters() + ".";
    }

    // A row that is there twice is one too many.
    private static List<EventSummary> without(List<EventSummary> rows, List<EventSummary> others) {
        List<EventSummary> rest = new ArrayList<>(rows);
        others.forEach(rest::remove);
        return rest;
    }
}
