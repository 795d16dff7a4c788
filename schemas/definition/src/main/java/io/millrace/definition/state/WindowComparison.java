package io.millrace.definition.state;

import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A window keeps one running value per aggregate, by key and window. */
final class WindowComparison {

    static final String CLEAN = "; to begin anew instead, give the step another name and drop this one's state";

    private final Window before;
    private final Window after;
    private final String path;
    private final List<Finding> findings = new ArrayList<>();

    WindowComparison(Window before, Window after, String path) {
        this.before = before;
        this.after = after;
        this.path = path;
    }

    List<Finding> compare() {
        KeyedChange.key(before, after, path + ".window.key").ifPresent(findings::add);
        KeyedChange.from(before, after, path + ".from").ifPresent(findings::add);
        span();
        lateness();
        aggregates();
        return findings;
    }

    private void span() {
        if (before.sizeMillis() == after.sizeMillis() && before.slideMillis() == after.slideMillis()) {
            return;
        }
        boolean tumbling = after.sizeMillis() == after.slideMillis();
        mixed(
                path + (tumbling ? ".window.tumbling" : ".window.sliding"),
                "windows that are open end as they began, " + span(before)
                        + ", and the new ones lack what was read before" + CLEAN);
    }

    private static String span(Window window) {
        String size = new TimeSpan(window.sizeMillis()).toString();
        return window.sizeMillis() == window.slideMillis()
                ? size + " long"
                : size + " long every " + new TimeSpan(window.slideMillis());
    }

    private void lateness() {
        if (before.allowedLatenessMillis() != after.allowedLatenessMillis()) {
            mixed(
                    path + ".window.allowedLateness",
                    "results are the same, but the state of windows that are open at the change may never be removed"
                            + CLEAN);
        }
    }

    private void aggregates() {
        List<RunningValue> was = RunningValue.of(before);
        List<RunningValue> is = RunningValue.of(after);
        if (!was.equals(is)) {
            findings.add(Finding.needsDrop(
                    after.name(),
                    path + ".window.aggregate",
                    "the running values of '" + after.name() + "' were " + text(was) + " and are to be " + text(is)
                            + ", and those of open windows can only be read as they were written"));
            return;
        }
        for (int i = 0; i < is.size(); i++) {
            if (!expression(before.aggregates().get(i))
                    .equals(expression(after.aggregates().get(i)))) {
                mixed(
                        path + ".window.aggregate[" + i + "]",
                        "windows that are open hold what the old expression gave, and add what the new one gives"
                                + CLEAN);
            }
        }
    }

    private static String text(List<RunningValue> values) {
        return values.stream().map(RunningValue::toString).collect(Collectors.joining(", ", "(", ")"));
    }

    private static String expression(Aggregate aggregate) {
        return ExpressionText.of(aggregate.argument()) + " FILTER " + ExpressionText.of(aggregate.filter());
    }

    private void mixed(String field, String sentence) {
        findings.add(new Finding(after.name(), Verdict.MIXED_UNTIL_CLOSED, field, sentence));
    }
}
