package io.millrace.definition;

import io.millrace.definition.state.WarmUp;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a candidate is compared with: the output of the live job since the snapshot that the candidate began with.
 *
 * @param liveRun Flink's id of the live job, as its ledger has it: another one that appears is another job, whose output
 *     says nothing about this one
 * @param live the definition that the live job runs, with the topics that it writes
 * @param sinceMillis when the live job's topics are read from, by the timestamps of records: before the snapshot was asked
 *     for, by more than clocks differ. Earlier than needed costs reading, later costs the comparison
 * @param differencesTopic where samples of differences go, as JSON
 * @param ignore columns that no sink is compared by
 * @param allow columns that may differ, by the sink's name
 * @param samples at most so many differences of each sink go to that topic; all are counted
 * @param keysPercent how many of a hundred keys the candidate processes, and is compared by; 100 is all that there is
 */
public record Comparison(
        String liveRun,
        PipelineDefinition live,
        long sinceMillis,
        String differencesTopic,
        Set<String> ignore,
        Map<String, Set<String>> allow,
        int samples,
        int keysPercent) {

    /** Of everything. */
    public static final int ALL_KEYS = 100;

    private static final String WINDOW_START = "window_start";

    /** Of all keys. */
    public Comparison(
            String liveRun,
            PipelineDefinition live,
            long sinceMillis,
            String differencesTopic,
            Set<String> ignore,
            Map<String, Set<String>> allow,
            int samples) {
        this(liveRun, live, sinceMillis, differencesTopic, ignore, allow, samples, ALL_KEYS);
    }

    public Comparison {
        if (keysPercent < 1 || keysPercent > ALL_KEYS) {
            throw new IllegalArgumentException("there is no sample of " + keysPercent + " in a hundred keys");
        }
        ignore = sorted(ignore);
        Map<String, Set<String>> columns = new TreeMap<>();
        allow.forEach((sink, allowed) -> columns.put(sink, sorted(allowed)));
        allow = Collections.unmodifiableMap(columns);
    }

    // The same value is the same bytes: Set.copyOf has another order in each JVM.
    private static Set<String> sorted(Set<String> columns) {
        return Collections.unmodifiableSet(new TreeSet<>(columns));
    }

    /** Why the output of a sink is not compared. */
    public enum Uncompared {
        /** The candidate has no sink of this name. */
        ONLY_LIVE,
        /** The live job has no sink of this name. */
        ONLY_CANDIDATE,
        /** Another sink writes the same topic, and its records do not tell which. */
        SHARED_TOPIC,
        /** A window before it gives its results again when a record is late: how often depends on arrival. */
        RESULTS_COME_AGAIN,
        /** A step before it begins without state, and its records do not tell of which time they are. */
        BEGINS_WITHOUT_STATE,
        /** Which records it has, or what their keys are, depends on the order in which records are read. */
        DEPENDS_ON_ORDER,
        /** Its records do not tell whether what they were made of is in the sample. */
        NOT_SAMPLED
    }

    /** The sinks that are not compared. */
    public Map<String, Uncompared> uncompared(PipelineDefinition candidate) {
        Map<String, Uncompared> uncompared = uncomparedByAnyKey(candidate);
        sample(candidate).ifPresent(sample -> names(candidate).stream()
                .filter(sink -> !sample.sinks().contains(sink))
                .forEach(sink -> uncompared.putIfAbsent(sink, Uncompared.NOT_SAMPLED)));
        return uncompared;
    }

    /** What the candidate's input is sampled by; empty where it processes all of it. */
    public Optional<SampleKeys> sample(PipelineDefinition candidate) {
        if (keysPercent == ALL_KEYS) {
            return Optional.empty();
        }
        Set<String> uncompared = uncomparedByAnyKey(candidate).keySet();
        return Optional.of(SampleKeys.of(
                live,
                candidate,
                names(candidate).stream()
                        .filter(sink -> !uncompared.contains(sink))
                        .toList()));
    }

    private Map<String, Uncompared> uncomparedByAnyKey(PipelineDefinition candidate) {
        Map<String, WarmUp> warmUp = warmUp(candidate);
        Map<String, Uncompared> uncompared = new TreeMap<>();
        for (String sink : names(candidate)) {
            boolean inLive = has(live, sink);
            boolean inCandidate = has(candidate, sink);
            if (!inCandidate) {
                uncompared.put(sink, Uncompared.ONLY_LIVE);
            } else if (!inLive) {
                uncompared.put(sink, Uncompared.ONLY_CANDIDATE);
            } else if (sharesTopic(live, sink) || sharesTopic(candidate, sink)) {
                uncompared.put(sink, Uncompared.SHARED_TOPIC);
            } else if (comesAgain(live, sink) || comesAgain(candidate, sink)) {
                uncompared.put(sink, Uncompared.RESULTS_COME_AGAIN);
            } else if (dependsOnOrder(live, sink) || dependsOnOrder(candidate, sink)) {
                uncompared.put(sink, Uncompared.DEPENDS_ON_ORDER);
            } else if (warmUp.containsKey(sink) && !tellsWindows(candidate, sink)) {
                uncompared.put(sink, Uncompared.BEGINS_WITHOUT_STATE);
            }
        }
        return uncompared;
    }

    /** The sinks that are compared, in the order of the definitions. */
    public List<String> compared(PipelineDefinition candidate) {
        Set<String> uncompared = uncompared(candidate).keySet();
        return names(candidate).stream()
                .filter(sink -> !uncompared.contains(sink))
                .toList();
    }

    /** By sink, the columns that it is not compared by. */
    public Set<String> leftOut(String sink, PipelineDefinition candidate) {
        Set<String> columns = new TreeSet<>(ignore);
        columns.addAll(allow.getOrDefault(sink, Set.of()));
        columns.addAll(dependingOnOrder(candidate).getOrDefault(sink, Set.of()));
        return columns;
    }

    /** Of those, by sink, the ones whose values depend on the order in which records are read. */
    public Map<String, Set<String>> dependingOnOrder(PipelineDefinition candidate) {
        Map<String, Set<String>> columns = new TreeMap<>();
        for (PipelineDefinition definition : List.of(live, candidate)) {
            OrderDependence.ofSinks(definition)
                    .forEach((sink, dependence) -> columns.computeIfAbsent(sink, name -> new TreeSet<>())
                            .addAll(dependence.columns()));
        }
        return columns;
    }

    /** Columns that a sink is not compared by only because their values depend on that order. */
    public Set<String> chance(String sink, PipelineDefinition candidate) {
        Set<String> columns = new TreeSet<>(dependingOnOrder(candidate).getOrDefault(sink, Set.of()));
        columns.removeAll(ignore);
        columns.removeAll(allow.getOrDefault(sink, Set.of()));
        return columns;
    }

    /** The deduplicate steps before a sink of either: which of several repetitions they let through is chance. */
    public Set<String> choosing(String sink, PipelineDefinition candidate) {
        return Stream.of(live, candidate)
                .filter(definition -> has(definition, sink))
                .flatMap(definition -> definition.before(definition.sink(sink)).stream())
                .filter(StepDefinition.Deduplicate.class::isInstance)
                .map(StepDefinition::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** What sinks of the candidate lack at first, by their names; those that are not there lack nothing. */
    public Map<String, WarmUp> warmUp(PipelineDefinition candidate) {
        return WarmUp.between(live, candidate);
    }

    private Set<String> names(PipelineDefinition candidate) {
        Set<String> names = new LinkedHashSet<>();
        live.sinks().forEach(sink -> names.add(sink.name()));
        candidate.sinks().forEach(sink -> names.add(sink.name()));
        return names;
    }

    private static boolean has(PipelineDefinition definition, String sink) {
        return definition.sinks().stream().anyMatch(one -> one.name().equals(sink));
    }

    private static boolean dependsOnOrder(PipelineDefinition definition, String name) {
        OrderDependence dependence = OrderDependence.ofSinks(definition).get(name);
        SinkDefinition sink = definition.sink(name);
        return dependence != null
                && (dependence.rows()
                        || (sink.key() != null
                                && dependence.affects(definition
                                        .rowsInto(sink)
                                        .select(sink.key().columns()))));
    }

    /** The compared sinks whose records tell on both sides of which window they are the results. */
    public List<String> windowed(PipelineDefinition candidate) {
        return compared(candidate).stream()
                .filter(sink -> tellsWindows(live, sink) && tellsWindows(candidate, sink))
                .toList();
    }

    private static boolean tellsWindows(PipelineDefinition definition, String name) {
        SinkDefinition sink = definition.sink(name);
        return definition.resultsIn(sink).isPresent()
                && definition.rowsInto(sink).indexOf(WINDOW_START).isPresent()
                && sink.encode().has(WINDOW_START);
    }

    private static boolean sharesTopic(PipelineDefinition definition, String sink) {
        String topic = definition.sink(sink).topic();
        return definition.sinks().stream()
                        .filter(one -> one.topic().equals(topic))
                        .count()
                > 1;
    }

    private static boolean comesAgain(PipelineDefinition definition, String sink) {
        return definition.before(definition.sink(sink)).stream()
                .anyMatch(step -> step instanceof StepDefinition.Window window && window.allowedLatenessMillis() > 0);
    }
}
