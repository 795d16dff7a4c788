package io.millrace.job.graph;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.state.StatefulJob;
import io.millrace.definition.state.Verdict;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * An edit.
 *
 * @param verdicts of its findings
 * @param results of everything that comes after it, by topic
 */
record Edit(
        String name,
        StatefulJob next,
        List<String> dropState,
        List<Verdict> verdicts,
        Map<String, List<String>> results) {

    Edit(String name, Verdict verdict, PipelineDefinition next) {
        this(name, job(next), List.of(), List.of(verdict), new LinkedHashMap<>());
    }

    /** A job as the tests of edits run it. */
    static StatefulJob job(PipelineDefinition definition) {
        return new StatefulJob(definition, 1, RunningGraph.MAX_PARALLELISM, "hashmap", "");
    }

    Edit dropping(String step) {
        return new Edit(name, next, List.of(step), verdicts, results);
    }

    Edit also(Verdict... others) {
        List<Verdict> all = new ArrayList<>(verdicts);
        all.addAll(Arrays.asList(others));
        return new Edit(name, next, dropState, all, results);
    }

    Edit on(String backend) {
        return new Edit(
                name + " on " + backend,
                new StatefulJob(next.definition(), 1, RunningGraph.MAX_PARALLELISM, backend, ""),
                dropState,
                verdicts,
                results);
    }

    Edit gives(String topic, String... values) {
        results.put(topic, List.of(values));
        return this;
    }

    /** What no edit of the windows changes. */
    Edit givesUnique() {
        results.put("unique", List.of(Restored.LATER.get(1), Restored.LATER.get(2)));
        return this;
    }

    @Override
    public String toString() {
        return name;
    }
}
