package io.millrace.definition.state;

import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.EventTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A source keeps how far it has read each partition of its topic. */
final class SourceComparison {

    private final StatefulJob next;

    private SourceComparison(StatefulJob next) {
        this.next = next;
    }

    static List<Finding> compare(StatefulJob before, StatefulJob next) {
        return new SourceComparison(next)
                .compare(before.definition().sources(), next.definition().sources());
    }

    private List<Finding> compare(List<SourceDefinition> before, List<SourceDefinition> after) {
        List<Finding> findings = new ArrayList<>();
        Map<String, SourceDefinition> former = new LinkedHashMap<>();
        before.forEach(source -> former.put(source.name(), source));
        for (int i = 0; i < after.size(); i++) {
            SourceDefinition source = after.get(i);
            SourceDefinition was = former.remove(source.name());
            String path = "spec.sources[" + i + "]";
            if (was == null) {
                findings.add(new Finding(
                        source.name(),
                        Verdict.STARTS_EMPTY,
                        path,
                        "is new and begins at its startFrom, " + startFrom(source) + late(source)));
            } else {
                compare(was, source, path, findings);
            }
        }
        former.values().forEach(gone -> findings.add(Finding.needsDrop(gone.name(), "spec.sources", gone(gone))));
        return findings;
    }

    private void compare(SourceDefinition before, SourceDefinition after, String path, List<Finding> findings) {
        String name = after.name();
        if (!before.topic().equals(after.topic())) {
            findings.add(Finding.needsDrop(
                    name,
                    path + ".topic",
                    "the offsets of '" + name + "' are of topic '" + before.topic()
                            + "', which would be read on beside '" + after.topic()
                            + "'; without them it begins at its startFrom, " + startFrom(after) + late(after)));
        }
        if (!before.decode().equals(after.decode())) {
            findings.add(new Finding(
                    name,
                    Verdict.SAFE,
                    path + ".decode",
                    "reads on where it was; what comes from there is decoded in the new way"));
        }
        if (!clock(before).equals(clock(after))) {
            findings.add(eventTime(after, path + ".eventTime"));
        } else if (!Objects.equals(atColumn(0, before), atColumn(0, after))) {
            findings.add(new Finding(name, Verdict.SAFE, path + ".eventTime", "nothing is kept of it"));
        }
        if (before.startFrom() != after.startFrom()) {
            findings.add(new Finding(
                    name, Verdict.SAFE, path + ".startFrom", "is for the first start only; it reads on where it was"));
        }
    }

    private Finding eventTime(SourceDefinition after, String path) {
        String fed = Reach.nextWithState(after.name(), next.definition());
        return fed.isEmpty()
                ? new Finding(after.name(), Verdict.SAFE, path, "nothing is kept of it")
                : new Finding(
                        after.name(),
                        Verdict.MIXED_UNTIL_CLOSED,
                        path,
                        "the watermark of " + fed
                                + " stays where the old event time had brought it: records that are older by the new"
                                + " one go to the late topic");
    }

    // A column is known by its name; its position may change with the schema.
    private static String clock(SourceDefinition source) {
        EventTime time = source.eventTime();
        return time == null ? "" : source.output().column(time.column()).name() + " " + time.unit();
    }

    private static @Nullable EventTime atColumn(int column, SourceDefinition source) {
        EventTime time = source.eventTime();
        return time == null
                ? null
                : new EventTime(
                        column,
                        time.unit(),
                        time.maxOutOfOrderMillis(),
                        time.idleAfterMillis(),
                        time.rejectFutureMillis());
    }

    private String late(SourceDefinition source) {
        String fed = Reach.nextWithState(source.name(), next.definition());
        return fed.isEmpty() ? "" : "; what is older than the watermark that " + fed + " kept goes to the late topic";
    }

    private String gone(SourceDefinition source) {
        return "source '" + source.name() + "' is gone, and so would be how far it has read '" + source.topic() + "'"
                + sameTopic(source);
    }

    private String sameTopic(SourceDefinition gone) {
        @Nullable
        String other = next.definition().sources().stream()
                .filter(source -> source.topic().equals(gone.topic()))
                .map(SourceDefinition::name)
                .findFirst()
                .orElse(null);
        return other == null
                ? ""
                : ": '" + other + "' does not take it over, as a source under another name is another source";
    }

    private static String startFrom(SourceDefinition source) {
        return source.startFrom().name().toLowerCase(Locale.ROOT);
    }
}
