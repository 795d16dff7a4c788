package io.millrace.operator.pipeline;

import io.millrace.operator.result.SystemException;
import java.util.Map;
import java.util.Optional;

/**
 * What came of carrying a plan out.
 *
 * @param createdTopics Kafka's ids of topics that were made and that no stored status has yet
 * @param failure why it ended early
 */
record Outcome(int done, Map<String, String> createdTopics, Optional<SystemException> failure) {

    Outcome {
        createdTopics = Map.copyOf(createdTopics);
    }
}
