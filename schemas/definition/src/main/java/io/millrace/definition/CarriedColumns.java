package io.millrace.definition;

import io.millrace.definition.Expression.ColumnValue;
import io.millrace.definition.StepDefinition.Derive;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.StepDefinition.Window;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Which columns of rows still hold what a column of a source did, and are in the key of each keyed step since: records of
 * one value there stay among themselves all the way.
 *
 * @param bySource of each source that the rows come from, by position the name of the source's column
 */
record CarriedColumns(Map<String, Map<Integer, String>> bySource) {

    /** Of the rows that some sources and steps give together. */
    static CarriedColumns into(List<String> from, PipelineDefinition definition) {
        return into(from, given(definition));
    }

    private static Map<String, CarriedColumns> given(PipelineDefinition definition) {
        Map<String, CarriedColumns> given = new HashMap<>();
        for (SourceDefinition source : definition.sources()) {
            Map<Integer, String> columns = new HashMap<>();
            for (int i = 0; i < source.output().size(); i++) {
                columns.put(i, source.output().column(i).name());
            }
            given.put(source.name(), new CarriedColumns(Map.of(source.name(), columns)));
        }
        for (StepDefinition step : definition.steps()) {
            given.put(step.name(), into(step.from(), given).through(step));
        }
        return given;
    }

    private static CarriedColumns into(List<String> from, Map<String, CarriedColumns> given) {
        Map<String, Map<Integer, String>> all = new TreeMap<>();
        for (String name : from) {
            // What comes of one source by two ways must be the same by both.
            given.getOrDefault(name, new CarriedColumns(Map.of()))
                    .bySource
                    .forEach((source, columns) -> all.merge(source, columns, CarriedColumns::inBoth));
        }
        return new CarriedColumns(all);
    }

    private static Map<Integer, String> inBoth(Map<Integer, String> one, Map<Integer, String> other) {
        Map<Integer, String> both = new HashMap<>(one);
        both.entrySet().retainAll(other.entrySet());
        return both;
    }

    private CarriedColumns through(StepDefinition step) {
        Map<Integer, Integer> ways = ways(step);
        Map<String, Map<Integer, String>> through = new TreeMap<>();
        bySource.forEach((source, columns) -> {
            Map<Integer, String> kept = new HashMap<>();
            ways.forEach((to, from) -> {
                if (columns.containsKey(from)) {
                    kept.put(to, columns.get(from));
                }
            });
            through.put(source, kept);
        });
        return new CarriedColumns(through);
    }

    /** From where in its input each column of a step's rows comes as it is. */
    private static Map<Integer, Integer> ways(StepDefinition step) {
        Map<Integer, Integer> ways = new HashMap<>();
        if (step instanceof Derive derive) {
            for (int i = 0; i < derive.values().size(); i++) {
                if (derive.values().get(i) instanceof ColumnValue column) {
                    ways.put(i, column.index());
                }
            }
        } else if (step instanceof Window window) {
            for (int i = 0; i < window.key().size(); i++) {
                ways.put(i, window.key().get(i));
            }
        } else if (step instanceof Keyed unique) {
            unique.key().forEach(column -> ways.put(column, column));
        } else {
            IntStream.range(0, step.output().size()).forEach(i -> ways.put(i, i));
        }
        return ways;
    }

    Set<String> sources() {
        return bySource.keySet();
    }

    /** Where the column of a name stands that all sources have; none of those that are another one's somewhere. */
    Map<String, Integer> positions() {
        Map<String, Integer> positions = new TreeMap<>();
        bySource.values().stream().reduce(CarriedColumns::inBoth).ifPresent(columns -> new TreeMap<>(columns)
                .forEach((position, name) -> positions.putIfAbsent(name, position)));
        return positions;
    }
}
