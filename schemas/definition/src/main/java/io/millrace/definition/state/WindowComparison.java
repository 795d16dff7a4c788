package io.millrace.definition.state;

import io.millrace.definition.StepDefinition.Aggregate;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

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

    // As they are restored: by the name of their column.
    private void aggregates() {
        Map<String, RunningValue> gone = new LinkedHashMap<>();
        Map<String, String> expressions = new HashMap<>();
        List<RunningValue> was = RunningValue.of(before);
        for (int i = 0; i < was.size(); i++) {
            gone.put(was.get(i).column(), was.get(i));
            expressions.put(was.get(i).column(), expression(before.aggregates().get(i)));
        }
        List<RunningValue> is = RunningValue.of(after);
        for (int i = 0; i < is.size(); i++) {
            aggregate(
                    gone.remove(is.get(i).column()),
                    is.get(i),
                    expression(after.aggregates().get(i))
                            .equals(expressions.get(is.get(i).column())),
                    path + ".window.aggregate[" + i + "]");
        }
        if (!gone.isEmpty()) {
            findings.add(new Finding(
                    after.name(),
                    Verdict.SAFE,
                    path + ".window.aggregate",
                    "what windows hold for " + String.join(" and ", gone.keySet()) + " is forgotten"));
        }
    }

    private void aggregate(@Nullable RunningValue was, RunningValue is, boolean sameExpression, String field) {
        if (was == null) {
            mixed(field, "windows that are open give '" + is.column() + "' of what comes after the change only");
        } else if (!was.format().equals(is.format())) {
            findings.add(Finding.needsDrop(
                    after.name(),
                    field,
                    "windows keep " + was + " and would have to go on with " + is
                            + ", which is another kind of value"));
        } else if (!sameExpression) {
            mixed(
                    field,
                    "windows that are open hold what the old expression gave, and add what the new one gives" + CLEAN);
        }
    }

    private static String expression(Aggregate aggregate) {
        return ExpressionText.of(aggregate.argument()) + " FILTER " + ExpressionText.of(aggregate.filter());
    }

    private void mixed(String field, String sentence) {
        findings.add(new Finding(after.name(), Verdict.MIXED_UNTIL_CLOSED, field, sentence));
    }
}
