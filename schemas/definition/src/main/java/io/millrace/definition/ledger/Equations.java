package io.millrace.definition.ledger;

import static io.millrace.definition.ledger.Account.ASSIGNED;
import static io.millrace.definition.ledger.Account.CLOSED;
import static io.millrace.definition.ledger.Account.DUPLICATE;
import static io.millrace.definition.ledger.Account.ENTERED;
import static io.millrace.definition.ledger.Account.FILTERED;
import static io.millrace.definition.ledger.Account.HELD;
import static io.millrace.definition.ledger.Account.IN;
import static io.millrace.definition.ledger.Account.LATE;
import static io.millrace.definition.ledger.Account.MISSED;
import static io.millrace.definition.ledger.Account.OUT;
import static io.millrace.definition.ledger.Account.REJECTED;
import static io.millrace.definition.ledger.Account.SAMPLED_OUT;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be equal in the books of a definition, counted since its revision began:
 *
 * <pre>
 *   at each place    in      = out + filtered or sampled out + dead letters
 *   between places   in      = out of all that it reads from
 *   at a window      entered × n = late × n + missed + assigned,   assigned = held + closed
 *                    where n windows overlap
 *   at deduplicate   entered = late + duplicates + out
 *   at each topic    written = out of its sinks; dead letters of all places; late of all keyed steps
 * </pre>
 *
 * <p>The two sides of each are counted at different points of the job.
 */
public final class Equations {

    private final PipelineDefinition definition;
    private final Books books;
    private final List<Equation> equations = new ArrayList<>();

    private Equations(PipelineDefinition definition, Books books) {
        this.definition = definition;
        this.books = books;
    }

    /** @param books of the revision alone, {@link LedgerSum#sinceRevision} */
    public static List<Equation> of(PipelineDefinition definition, Books books) {
        Equations equations = new Equations(definition, books);
        definition.sources().forEach(equations::source);
        definition.steps().forEach(equations::step);
        definition.sinks().forEach(equations::sink);
        equations.topics();
        return List.copyOf(equations.equations);
    }

    private void source(SourceDefinition source) {
        Counts counts = books.place(source.name());
        equal(
                source.name(),
                "consumed",
                counts.of(IN),
                "decoded and dead letters",
                counts.of(OUT) + counts.of(SAMPLED_OUT) + counts.deadLetters());
    }

    private void step(StepDefinition step) {
        String name = step.name();
        Counts counts = books.place(name);
        read(name, step.from());
        if (step instanceof Keyed) {
            equal(name, "in", counts.of(IN), "entered and rejected", counts.of(ENTERED) + counts.of(REJECTED));
        }
        if (step instanceof Deduplicate) {
            equal(
                    name,
                    "entered",
                    counts.of(ENTERED),
                    "late, duplicates and out",
                    counts.of(LATE) + counts.of(DUPLICATE) + counts.of(OUT));
        } else if (step instanceof Window window) {
            long windows = window.sizeMillis() / window.slideMillis();
            equal(
                    name,
                    "entered, as often as windows overlap",
                    counts.of(ENTERED) * windows,
                    "late as often, missed and in windows",
                    counts.of(LATE) * windows + counts.of(MISSED) + counts.of(ASSIGNED));
            equal(name, "in windows", counts.of(ASSIGNED), "held and closed", counts.of(HELD) + counts.of(CLOSED));
        } else {
            equal(
                    name,
                    "in",
                    counts.of(IN),
                    "out, filtered and dead letters",
                    counts.of(OUT) + counts.of(FILTERED) + counts.deadLetters());
        }
    }

    private void sink(SinkDefinition sink) {
        String place = Books.sink(sink.name());
        Counts counts = books.place(place);
        read(place, sink.from());
        equal(place, "in", counts.of(IN), "out and dead letters", counts.of(OUT) + counts.deadLetters());
    }

    private void read(String place, List<String> from) {
        long handedOn =
                from.stream().mapToLong(name -> books.place(name).of(OUT)).sum();
        equal(place, "in", books.place(place).of(IN), "out of " + String.join(" and ", from), handedOn);
    }

    private void topics() {
        definition.sinks().stream().map(SinkDefinition::topic).distinct().forEach(this::topic);
        long dead =
                books.places().values().stream().mapToLong(Counts::deadLetters).sum();
        String deadLetters = definition.deadLetter().topic();
        equal(deadLetters, "written", books.written(deadLetters), "dead letters of all places", dead);
        long late = books.places().values().stream()
                .mapToLong(counts -> counts.of(LATE))
                .sum();
        String lateTopic = definition.lateTopic();
        equal(lateTopic, "written", books.written(lateTopic), "late at all keyed steps", late);
    }

    private void topic(String topic) {
        long out = definition.sinks().stream()
                .filter(sink -> sink.topic().equals(topic))
                .mapToLong(sink -> books.place(Books.sink(sink.name())).of(OUT))
                .sum();
        equal(topic, "written", books.written(topic), "out of its sinks", out);
    }

    private void equal(String place, String left, long leftSum, String right, long rightSum) {
        equations.add(new Equation(place, left, leftSum, right, rightSum));
    }
}
