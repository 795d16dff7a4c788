package io.millrace.operator.topics;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How a topic in place differs from what its pipeline declares.
 *
 * @param findings what differs, wanted and found
 * @param settings the declared values of the keys that differ
 */
public record Drift(WatchedTopic topic, List<String> findings, SortedMap<String, String> settings) {

    public Drift {
        findings = List.copyOf(findings);
    }

    public static Drift between(WatchedTopic topic, TopicState seen) {
        WantedTopic wanted = topic.wanted();
        List<String> findings = new ArrayList<>();
        if (topic.id().isPresent() && !topic.id().get().equals(seen.id())) {
            findings.add("somebody deleted it and made it anew, so the records in it are gone");
        }
        boolean more = seen.partitions() > wanted.partitions();
        if (seen.partitions() < wanted.partitions() || (more && topic.partitionsDeclared())) {
            String remedy = more ? ", and Kafka cannot remove any: declare " + seen.partitions() : "";
            findings.add("it has " + seen.partitions() + " partitions, not " + wanted.partitions() + remedy);
        }
        if (topic.replicasDeclared() && seen.replicas() != wanted.replicas()) {
            findings.add("it has " + seen.replicas() + " replicas, not " + wanted.replicas());
        }
        SortedMap<String, String> settings = new TreeMap<>();
        wanted.config().forEach((key, value) -> {
            String found = seen.ownConfig().get(key);
            if (!value.equals(found)) {
                findings.add(key + " is " + (found == null ? "not set" : found) + ", not " + value);
                settings.put(key, value);
            }
        });
        return new Drift(topic, findings, settings);
    }

    public boolean isNone() {
        return findings.isEmpty();
    }

    public String sentence() {
        return "topic " + topic.name() + " was changed by somebody: " + String.join(", ", findings)
                + (reverts() ? "; what is declared is set back, as drift: Revert says" : "");
    }

    /** Only settings can be put back: partitions cannot be removed, and records do not come again. */
    public Optional<TopicChange> revert() {
        return reverts() ? Optional.of(new TopicChange.Configure(topic.name(), settings, Set.of())) : Optional.empty();
    }

    private boolean reverts() {
        return topic.revert() && !settings.isEmpty();
    }
}
