package io.millrace.operator.faults;

import io.millrace.operator.jobs.JobState;
import io.millrace.operator.topics.TopicState;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How often each kind of thing was made, changed and removed: something done twice and undone shows in no end state. */
final class Digest {

    private final SortedMap<String, Integer> counts = new TreeMap<>();

    private Digest() {}

    static SortedMap<String, Integer> of(List<Step> steps) {
        Digest digest = new Digest();
        steps.forEach(digest::count);
        return digest.counts;
    }

    private void count(Step step) {
        State before = step.before();
        State after = step.after();
        made("topics", ids(before), ids(after));
        count("topics altered", altered(before, after));
        count("schemas registered", versions(after) - versions(before));
        made("revisions", before.revisions().keySet(), after.revisions().keySet());
        made("deployments", uids(before), uids(after));
        after.jobs().forEach((pipeline, job) -> {
            Optional<JobState> was = Optional.ofNullable(before.jobs().get(pipeline));
            boolean started =
                    !job.jobId().isEmpty() && !was.map(JobState::jobId).equals(Optional.of(job.jobId()));
            boolean saved = job.savepointPath().isPresent()
                    && !was.flatMap(JobState::savepointPath).equals(job.savepointPath());
            count("jobs started", started ? 1 : 0);
            count("savepoints taken", saved ? 1 : 0);
        });
        count("resources let go", after.gone() && !before.gone() ? 1 : 0);
    }

    private void made(String kind, Set<String> before, Set<String> after) {
        Set<String> created = new HashSet<>(after);
        created.removeAll(before);
        Set<String> removed = new HashSet<>(before);
        removed.removeAll(after);
        count(kind + " created", created.size());
        count(kind + " removed", removed.size());
    }

    private void count(String what, int times) {
        if (times != 0) {
            counts.merge(what, times, Integer::sum);
        }
    }

    private static Set<String> ids(State state) {
        return state.topics().values().stream()
                .map(topic -> topic.name() + " " + topic.id())
                .collect(Collectors.toSet());
    }

    private static int altered(State before, State after) {
        int altered = 0;
        for (Map.Entry<String, TopicState> topic : after.topics().entrySet()) {
            TopicState was = before.topics().get(topic.getKey());
            boolean same = was != null && was.id().equals(topic.getValue().id());
            altered += same && !Objects.equals(was, topic.getValue()) ? 1 : 0;
        }
        return altered;
    }

    private static int versions(State state) {
        return state.subjects().values().stream().mapToInt(List::size).sum();
    }

    private static Set<String> uids(State state) {
        return state.jobs().values().stream().map(JobState::uid).collect(Collectors.toSet());
    }
}
