package io.millrace.definition;

import io.millrace.definition.DataType.Kind;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * By which columns a candidate samples its input, so that what is left is treated as if the rest were there:
 *
 * <pre>
 *   source (user, page, ...) ─► filter ─► window by user, page ─► sink (user, page, n)     by user and page
 *                                    └──► window by user ───────► sink (user, n)           by user, then: both
 *                                    └──► window by page ───────► sink (page, n)           not sampled
 * </pre>
 *
 * <p>A column serves a sink if it reaches it unchanged, through the key of each keyed step on the way, in both jobs: all
 * records that a result is made of are in the sample or none is, and the result tells which. Sources that meet in a sink
 * are sampled by columns of the same names.
 */
public final class SampleKeys {

    private final List<Group> groups;

    /**
     * What is sampled together.
     *
     * @param columns of the sources
     */
    private record Group(Set<String> sources, Set<String> sinks, Set<String> columns) {

        boolean meets(Group other) {
            return !Collections.disjoint(sources, other.sources);
        }

        Group and(Group other) {
            Set<String> both = new TreeSet<>(columns);
            both.retainAll(other.columns);
            return new Group(union(sources, other.sources), union(sinks, other.sinks), both);
        }

        private static Set<String> union(Set<String> one, Set<String> other) {
            Set<String> all = new TreeSet<>(one);
            all.addAll(other);
            return all;
        }
    }

    private SampleKeys(List<Group> groups) {
        this.groups = List.copyOf(groups);
    }

    /** @param sinks that both have and that could be compared */
    static SampleKeys of(PipelineDefinition live, PipelineDefinition candidate, List<String> sinks) {
        Usable usable = new Usable(live, candidate);
        List<Group> groups = new ArrayList<>();
        // Keyed steps leave no choice; records that go their way alone can be told apart by anything.
        sinks.stream().sorted(Comparator.comparing(usable::isStateless)).forEach(sink -> {
            Group alone = usable.by(sink);
            List<Group> met = groups.stream().filter(alone::meets).toList();
            Group wanted = met.isEmpty() ? usable.byItsKey(alone) : alone;
            Group together = met.stream().reduce(wanted, Group::and);
            if (!together.columns().isEmpty()) {
                groups.removeAll(met);
                groups.add(together);
            }
        });
        return new SampleKeys(groups);
    }

    /** The columns of two definitions that may serve. */
    private record Usable(PipelineDefinition live, PipelineDefinition candidate) {

        boolean isStateless(String sink) {
            return both().flatMap(definition -> definition.before(definition.sink(sink)).stream())
                    .noneMatch(Keyed.class::isInstance);
        }

        Group by(String sink) {
            Set<String> sources = new TreeSet<>();
            both().forEach(definition -> sources.addAll(into(definition, sink).sources()));
            Set<String> columns = both().map(definition -> written(definition, sink))
                    .reduce((one, other) -> {
                        one.retainAll(other);
                        return one;
                    })
                    .orElseThrow();
            columns.removeIf(column -> !isOneType(column, sources));
            return new Group(sources, Set.of(sink), columns);
        }

        private Set<String> written(PipelineDefinition definition, String name) {
            SinkDefinition sink = definition.sink(name);
            Set<String> written = new TreeSet<>();
            into(definition, name).positions().forEach((column, position) -> {
                if (sink.encode().has(definition.rowsInto(sink).column(position).name())) {
                    written.add(column);
                }
            });
            return written;
        }

        // The same value must be the same text wherever it is read. Fractions have several.
        private boolean isOneType(String column, Set<String> sources) {
            Set<Kind> kinds = both().flatMap(definition -> definition.sources().stream())
                    .filter(source -> sources.contains(source.name()))
                    .flatMap(source -> source.output().columns().stream())
                    .filter(one -> one.name().equals(column))
                    .map(one -> numbersAlike(one.type().kind()))
                    .collect(Collectors.toSet());
            return kinds.size() == 1 && Collections.disjoint(kinds, Set.of(Kind.FLOAT, Kind.DOUBLE));
        }

        private static Kind numbersAlike(Kind kind) {
            return kind == Kind.INT || kind == Kind.BIGINT ? Kind.DECIMAL : kind;
        }

        /** Where nothing else decides: by the record's key, if that is possible. */
        Group byItsKey(Group alone) {
            String name = alone.sinks().iterator().next();
            SinkDefinition.Key key = candidate.sink(name).key();
            if (key == null || !isStateless(name)) {
                return alone;
            }
            Set<String> columns = new TreeSet<>(alone.columns());
            Map<String, Integer> positions = into(candidate, name).positions();
            columns.removeIf(column -> !key.columns().contains(positions.get(column)));
            return columns.isEmpty() ? alone : new Group(alone.sources(), alone.sinks(), columns);
        }

        private Stream<PipelineDefinition> both() {
            return Stream.of(live, candidate);
        }

        private static CarriedColumns into(PipelineDefinition definition, String sink) {
            return CarriedColumns.into(definition.sink(sink).from(), definition);
        }
    }

    /** Those whose records tell whether they are in the sample. */
    public Set<String> sinks() {
        Set<String> sinks = new TreeSet<>();
        groups.forEach(group -> sinks.addAll(group.sinks()));
        return sinks;
    }

    /**
     * Positions of the columns that a source is sampled by; none where all of it is processed, as of one that has not got
     * them and goes into no sink any more that is compared.
     */
    public List<Integer> of(SourceDefinition source) {
        List<String> columns = columns(Set.of(source.name()));
        List<Integer> positions = columns.stream()
                .flatMap(column -> source.output().indexOf(column).stream().boxed())
                .toList();
        return positions.size() == columns.size() ? positions : List.of();
    }

    /** The same columns in the rows of one of the {@link #sinks}, in the same order. */
    public RowType of(SinkDefinition sink, PipelineDefinition definition) {
        CarriedColumns carried = CarriedColumns.into(sink.from(), definition);
        return definition
                .rowsInto(sink)
                .select(columns(carried.sources()).stream()
                        .map(carried.positions()::get)
                        .toList());
    }

    /** The same in the key of a window; empty where that does not tell. */
    public Optional<RowType> of(Window window, PipelineDefinition definition) {
        CarriedColumns carried = CarriedColumns.into(List.of(window.name()), definition);
        List<String> columns = columns(carried.sources());
        Map<String, Integer> positions = carried.positions();
        return columns.isEmpty() || !positions.keySet().containsAll(columns)
                ? Optional.empty()
                : Optional.of(window.output()
                        .select(columns.stream().map(positions::get).toList()));
    }

    // Of sources that are not sampled together none.
    private List<String> columns(Set<String> sources) {
        return groups.stream()
                .filter(group -> group.sources().containsAll(sources))
                .findFirst()
                .map(group -> List.copyOf(group.columns()))
                .orElse(List.of());
    }
}
