package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RowType;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.job.formats.KeySample;
import io.millrace.job.ledger.Bookkeeper;
import io.millrace.job.ledger.Counter;
import io.millrace.job.plan.DecodedRows;
import io.millrace.job.plan.SampledColumns;
import io.millrace.job.records.Envelope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.flink.util.OutputTag;

/**
 * Everything that stands after a source or a keyed step, up to the sinks and the next keyed steps, as one tree of closures:
 *
 * <pre>
 *   clicks ─ valid ┬─ wide ── [sink out]
 *                  └─ ► window per-type
 * </pre>
 *
 * <p>A step that reads from two of them stands in both trees; being stateless, it does not notice.
 */
final class Route {

    private final PipelineDefinition definition;
    private final RunSettings run;
    private final Bookkeeper books;
    private final Map<String, OutputTag<Envelope>> ways;

    /** @param ways into the keyed steps that can be reached, by name */
    Route(PipelineDefinition definition, RunSettings run, Bookkeeper books, Map<String, OutputTag<Envelope>> ways) {
        this.definition = definition;
        this.run = run;
        this.books = books;
        this.ways = ways;
    }

    Stage after(SourceDefinition source) {
        Stage all = after(source.name(), source.output(), true);
        List<Integer> key = SampledColumns.of(definition, run, source);
        return key.isEmpty()
                ? all
                : Stages.sampled(
                        new KeySample(
                                Objects.requireNonNull(run.comparison()).keysPercent(),
                                source.output().select(key)),
                        key.stream().mapToInt(Integer::intValue).toArray(),
                        books.of(source.name()).of(Account.SAMPLED_OUT),
                        all);
    }

    Stage after(Keyed step) {
        return after(step.name(), step.output(), new DecodedRows(definition).givenBy(step.name()));
    }

    private Stage after(String name, RowType type, boolean unchanged) {
        List<Stage> next = new ArrayList<>();
        for (StepDefinition step : definition.steps()) {
            if (step.from().contains(name)) {
                next.add(counted(step.name(), through(step, unchanged)));
            }
        }
        for (SinkDefinition sink : definition.sinks()) {
            if (sink.from().contains(name)) {
                String place = Books.sink(sink.name());
                Counter written = books.of(place).of(Account.OUT);
                SinkStage stage = new SinkStage(sink, type, unchanged, run.sinkTopic(sink.topic()), written);
                next.add(counted(place, stage));
            }
        }
        Stage all = Stages.all(next);
        Counter given = books.of(name).of(Account.OUT);
        return (row, origin, out) -> {
            given.count();
            all.process(row, origin, out);
        };
    }

    private Stage counted(String place, Stage stage) {
        Counter taken = books.of(place).of(Account.IN);
        return (row, origin, out) -> {
            taken.count();
            stage.process(row, origin, out);
        };
    }

    private Stage through(StepDefinition step, boolean unchanged) {
        if (step instanceof Filter filter) {
            return Stages.filter(
                    filter, books.of(step.name()).of(Account.FILTERED), after(step.name(), step.output(), unchanged));
        }
        if (step instanceof Validate validate) {
            return Stages.validate(validate, after(step.name(), step.output(), unchanged));
        }
        if (step instanceof Derive derive) {
            return Stages.derive(derive, after(step.name(), step.output(), false));
        }
        OutputTag<Envelope> way = ways.get(step.name());
        if (way == null) {
            throw new IllegalStateException("no way leads into '" + step.name() + "' from here");
        }
        return Stages.enter((Keyed) step, way, books.of(step.name()).of(Account.REJECTED));
    }
}
