package io.millrace.operator.topics;

import java.util.Map;

/**
 * A topic as the brokers describe it.
 *
 * @param id Kafka's id: a topic that was deleted and made again has another one
 * @param ownConfig what was set on this topic itself, not what it inherits
 * @param maxMessageBytes the largest record batch that it takes, inherited or not
 * @param compacted whether it keeps the newest record of each key, inherited or not
 */
public record TopicState(
        String name,
        String id,
        int partitions,
        int replicas,
        Map<String, String> ownConfig,
        int maxMessageBytes,
        boolean compacted) {

    public TopicState {
        ownConfig = Map.copyOf(ownConfig);
    }
}
