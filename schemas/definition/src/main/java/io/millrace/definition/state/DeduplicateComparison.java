package io.millrace.definition.state;

import io.millrace.definition.StepDefinition.Deduplicate;
import java.util.ArrayList;
import java.util.List;

/** A deduplicate step keeps the event times that passed, by key. */
final class DeduplicateComparison {

    private DeduplicateComparison() {}

    static List<Finding> compare(Deduplicate before, Deduplicate after, String path) {
        List<Finding> findings = new ArrayList<>();
        KeyedChange.key(before, after, path + ".deduplicate.key").ifPresent(findings::add);
        KeyedChange.from(before, after, path + ".from").ifPresent(findings::add);
        String within = path + ".deduplicate.within";
        if (after.withinMillis() > before.withinMillis()) {
            findings.add(new Finding(
                    after.name(),
                    Verdict.MIXED_UNTIL_CLOSED,
                    within,
                    "what was forgotten after " + new TimeSpan(before.withinMillis())
                            + " does not come back: for " + new TimeSpan(after.withinMillis())
                            + " of event time a record may pass that repeats one"));
        } else if (after.withinMillis() < before.withinMillis()) {
            findings.add(new Finding(
                    after.name(), Verdict.SAFE, within, "all that the shorter time asks for is remembered"));
        }
        return findings;
    }
}
