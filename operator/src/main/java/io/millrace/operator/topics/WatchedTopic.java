package io.millrace.operator.topics;

import java.util.Optional;

/**
 * A topic in place, and what its pipeline minds about it.
 *
 * @param id Kafka's id, if the operator made the topic
 * @param partitionsDeclared whether the spec says how many; else only fewer than there were are worth a word
 * @param replicasDeclared whether the spec says how many
 * @param revert whether settings that somebody changed are set back
 */
public record WatchedTopic(
        WantedTopic wanted, Optional<String> id, boolean partitionsDeclared, boolean replicasDeclared, boolean revert) {

    public String name() {
        return wanted.name();
    }
}
