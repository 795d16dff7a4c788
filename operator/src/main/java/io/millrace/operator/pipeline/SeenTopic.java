package io.millrace.operator.pipeline;

import io.millrace.operator.result.Observed;
import io.millrace.operator.topics.Drift;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.WatchedTopic;
import java.util.Optional;

/** A topic in place as it was last seen. */
record SeenTopic(WatchedTopic topic, Observed<TopicState> state) {

    /** Empty where it is as declared, and where it cannot be told. */
    Optional<Drift> drift() {
        return state.value().map(seen -> Drift.between(topic, seen)).filter(drift -> !drift.isNone());
    }
}
