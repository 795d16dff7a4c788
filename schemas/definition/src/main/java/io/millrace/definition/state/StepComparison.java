package io.millrace.definition.state;

import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Steps are the same when their names are: state does not follow a new name. */
final class StepComparison {

    private final Map<String, StepDefinition> before = new LinkedHashMap<>();
    private final StatefulJob next;
    private final List<Finding> findings = new ArrayList<>();

    private StepComparison(StatefulJob before, StatefulJob next) {
        before.definition().steps().forEach(step -> this.before.put(step.name(), step));
        this.next = next;
    }

    static List<Finding> compare(StatefulJob before, StatefulJob next) {
        return new StepComparison(before, next).compare();
    }

    private List<Finding> compare() {
        Map<String, StepDefinition> gone = new LinkedHashMap<>(before);
        List<StepDefinition> steps = next.definition().steps();
        for (int i = 0; i < steps.size(); i++) {
            StepDefinition step = steps.get(i);
            StepDefinition was = gone.remove(step.name());
            String path = "spec.steps[" + i + "]";
            if (was == null) {
                added(step, path);
            } else if (was instanceof Keyed || step instanceof Keyed) {
                keyed(was, step, path);
            } else if (!stateless(was).equals(stateless(step))) {
                findings.add(statelessChange(step.name(), path, "the step keeps nothing"));
            }
        }
        gone.values().forEach(this::gone);
        return findings;
    }

    private void added(StepDefinition step, String path) {
        if (step instanceof Keyed keyed) {
            findings.add(startsEmpty(keyed, path));
        } else {
            findings.add(statelessChange(step.name(), path, "the step is new and keeps nothing"));
        }
    }

    private void gone(StepDefinition step) {
        if (!(step instanceof Keyed)) {
            findings.add(Finding.of(Verdict.SAFE, "spec.steps", "step '" + step.name() + "' is gone; it kept nothing"));
            return;
        }
        String verb = Uid.parse(step.uid()).kind();
        String others = next.definition().steps().stream()
                .filter(other -> !before.containsKey(other.name()))
                .filter(other -> Uid.parse(other.uid()).kind().equals(verb))
                .map(other -> "'" + other.name() + "'")
                .collect(Collectors.joining(" and "));
        findings.add(Finding.needsDrop(
                step.name(),
                "spec.steps",
                "step '" + step.name() + "' is gone, and so would be what it keeps"
                        + (others.isEmpty()
                                ? ""
                                : ": " + others + " does not take it over, as a step under another name is another"
                                        + " step")));
    }

    private void keyed(StepDefinition was, StepDefinition step, String path) {
        if (was instanceof Window before && step instanceof Window after) {
            findings.addAll(new WindowComparison(before, after, path).compare());
        } else if (was instanceof Deduplicate before && step instanceof Deduplicate after) {
            findings.addAll(DeduplicateComparison.compare(before, after, path));
        } else if (was instanceof Keyed) {
            findings.add(Finding.needsDrop(
                    step.name(),
                    path,
                    "'" + step.name() + "' was a " + verb(was) + " step and is to be a " + verb(step)
                            + " step, which cannot use what it keeps"));
        } else {
            findings.add(startsEmpty((Keyed) step, path));
        }
    }

    private static Finding startsEmpty(Keyed step, String path) {
        long span = step instanceof Window window ? window.sizeMillis() : ((Deduplicate) step).withinMillis();
        return new Finding(
                step.name(),
                Verdict.STARTS_EMPTY,
                path,
                "has no state yet and knows nothing of the records before: its results are complete after "
                        + new TimeSpan(span) + " of event time");
    }

    private Finding statelessChange(String name, String path, String what) {
        String fed = Reach.nextWithState(name, next.definition());
        return Finding.of(
                Verdict.SAFE,
                path,
                fed.isEmpty() ? what : what + "; what is held in " + fed + " from before the change stays there");
    }

    private static String verb(StepDefinition step) {
        return Uid.parse(step.uid()).kind();
    }

    // What a user wrote, and no more: a column that came to the schema changes no step.
    private static List<String> stateless(StepDefinition step) {
        List<String> text = new ArrayList<>(step.from());
        if (step instanceof Filter filter) {
            text.add("filter " + ExpressionText.of(filter.condition()));
        } else if (step instanceof Validate validate) {
            validate.rules()
                    .forEach(rule -> text.add("rule " + rule.name() + " " + ExpressionText.of(rule.condition())));
        } else if (step instanceof Derive derive) {
            for (int i = 0; i < derive.values().size(); i++) {
                text.add("column " + derive.output().column(i).name() + " "
                        + ExpressionText.of(derive.values().get(i)));
            }
        }
        return text;
    }
}
