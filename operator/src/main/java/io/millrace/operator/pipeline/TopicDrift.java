package io.millrace.operator.pipeline;

import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.status.Standing;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.TopicsPlanner;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Topics in place that somebody else changed. It is said and not undone: a topic that is made again is empty, and
 * nobody would know.
 */
final class TopicDrift {

    private TopicDrift() {}

    static Optional<Standing> of(Observation seen, Stored stored) {
        Optional<Revision> current = seen.facts().current().value();
        if (current.isEmpty() || stored.operation().isPresent()) {
            return Optional.empty();
        }
        List<Standing> found = new ArrayList<>();
        for (WantedTopic topic : current.get().topics()) {
            Observed<TopicState> state = seen.polled().topics().get(topic.name());
            if (state != null) {
                judge(topic, state).ifPresent(found::add);
            }
        }
        return found.stream().filter(Standing::isFalse).findFirst().or(() -> found.stream()
                .findFirst());
    }

    private static Optional<Standing> judge(WantedTopic wanted, Observed<TopicState> state) {
        if (state.outage().isPresent()) {
            return state.outage().map(Standing::unknown);
        }
        if (state.isAbsent()) {
            return Optional.of(Standing.no(
                    Reason.TOPIC_NOT_FOUND,
                    "topic " + wanted.name() + " is gone; bring it back, or change the spec to have it made anew"));
        }
        boolean differs =
                !TopicsPlanner.changes(wanted, state.value(), Set.of()).isEmpty();
        return differs
                ? Optional.of(Standing.no(
                        Reason.TOPIC_DIFFERS,
                        "somebody changed topic " + wanted.name()
                                + "; put it back, or change the spec: the next revision sets it"))
                : Optional.empty();
    }
}
