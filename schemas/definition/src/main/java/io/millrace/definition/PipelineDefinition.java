package io.millrace.definition;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A whole pipeline, compiled: what a revision is about. Reads like the drawing of the stream: sources, steps, sinks.
 *
 * @param formatVersion of this JSON form; {@link #FORMAT_VERSION} now
 * @param deadLetter where records go that cannot be processed
 * @param lateTopic where records go that come after their window was closed
 * @param ledgerTopic where the job's books go
 * @param retired generations of the sources and steps that were there once, by name: one that comes back has a later
 *     one. Nothing runs by it
 */
public record PipelineDefinition(
        int formatVersion,
        List<SourceDefinition> sources,
        List<StepDefinition> steps,
        List<SinkDefinition> sinks,
        DeadLetter deadLetter,
        String lateTopic,
        String ledgerTopic,
        Delivery delivery,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Integer> retired) {

    public static final int FORMAT_VERSION = 1;

    /** One that was there from the beginning as it is now. */
    public PipelineDefinition(
            int formatVersion,
            List<SourceDefinition> sources,
            List<StepDefinition> steps,
            List<SinkDefinition> sinks,
            DeadLetter deadLetter,
            String lateTopic,
            String ledgerTopic,
            Delivery delivery) {
        this(formatVersion, sources, steps, sinks, deadLetter, lateTopic, ledgerTopic, delivery, Map.of());
    }

    public PipelineDefinition {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
        sinks = List.copyOf(sinks);
        retired = Map.copyOf(retired);
    }

    /** The same with other topics at its ends: of the sinks, of dead letters, late records and the ledger. */
    public PipelineDefinition writingTo(UnaryOperator<String> topics) {
        return new PipelineDefinition(
                formatVersion,
                sources,
                steps,
                sinks.stream()
                        .map(sink -> sink.withTopic(topics.apply(sink.topic())))
                        .toList(),
                new DeadLetter(topics.apply(deadLetter.topic()), deadLetter.payload()),
                topics.apply(lateTopic),
                topics.apply(ledgerTopic),
                delivery,
                retired);
    }

    /** @throws IllegalArgumentException when there is no such sink */
    public SinkDefinition sink(String name) {
        return sinks.stream()
                .filter(sink -> sink.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no sink '" + name + "'"));
    }

    /** The rows that a sink takes: all that it takes from give the same. */
    public RowType rowsInto(SinkDefinition sink) {
        return Stream.concat(
                        sources.stream()
                                .filter(source -> sink.from().contains(source.name()))
                                .map(SourceDefinition::output),
                        steps.stream()
                                .filter(step -> sink.from().contains(step.name()))
                                .map(StepDefinition::output))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("sink '" + sink.name() + "' takes from nothing"));
    }

    /** All steps that a sink's rows have gone through, the last one first. */
    public List<StepDefinition> before(SinkDefinition sink) {
        Set<String> wanted = new HashSet<>(sink.from());
        List<StepDefinition> before = new ArrayList<>();
        for (int i = steps.size() - 1; i >= 0; i--) {
            if (wanted.contains(steps.get(i).name())) {
                before.add(steps.get(i));
                wanted.addAll(steps.get(i).from());
            }
        }
        return before;
    }

    /** The window whose results a sink writes: the next one before it, if there is no other way into it. */
    public Optional<Window> resultsIn(SinkDefinition sink) {
        Set<String> before = new HashSet<>(sink.from());
        for (int i = steps.size() - 1; i >= 0; i--) {
            StepDefinition step = steps.get(i);
            if (!(step instanceof Keyed) && before.remove(step.name())) {
                before.addAll(step.from());
            }
        }
        return steps.stream()
                .filter(step -> before.equals(Set.of(step.name())) && step instanceof Window)
                .map(Window.class::cast)
                .findFirst();
    }

    /** The next keyed steps after a source or step: those with only stateless steps between. */
    public List<Keyed> nextKeyed(String name) {
        Set<String> reached = new HashSet<>(Set.of(name));
        List<Keyed> keyed = new ArrayList<>();
        for (StepDefinition step : steps) {
            boolean isReached = !Collections.disjoint(step.from(), reached);
            if (isReached && step instanceof Keyed next) {
                keyed.add(next);
            } else if (isReached) {
                reached.add(step.name());
            }
        }
        return keyed;
    }

    /** What a failure does to the output. The state of steps is exact with both. */
    public enum Delivery {
        /** Nothing: it is written in transactions that commit with the checkpoints. */
        EXACTLY_ONCE,
        /** What was written since the last checkpoint is written again. */
        AT_LEAST_ONCE
    }

    public record DeadLetter(String topic, Payload payload) {}

    /** What a dead letter carries besides its headers. */
    public enum Payload {
        /** Key, value and headers of the source record, byte for byte. */
        ORIGINAL,
        /** Only the coordinates (topic, partition, offset), in the headers. */
        REFERENCE
    }
}
