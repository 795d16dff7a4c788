package io.millrace.operator.pipeline;

import io.millrace.operator.result.Reason;
import io.millrace.operator.status.Standing;
import io.millrace.operator.topics.Drift;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Topics in place that somebody else changed. One that is gone is reported and not made anew: it would be empty, and
 * nobody would know.
 */
final class TopicDrift {

    // The status stays small, and who reads it begins with the first anyway.
    private static final int MENTIONED = 5;

    private TopicDrift() {}

    static Optional<Standing> of(Observation seen) {
        return gone(seen).or(() -> unknown(seen)).or(() -> differing(seen));
    }

    /** A sentence for each topic that is there and not as declared. */
    static List<String> sentences(Observation seen) {
        return drifts(seen).map(Drift::sentence).limit(MENTIONED).toList();
    }

    private static Optional<Standing> gone(Observation seen) {
        return seen.topics().stream()
                .filter(topic -> topic.state().isAbsent())
                .findFirst()
                .map(topic -> Standing.no(
                        Reason.TOPIC_NOT_FOUND,
                        "topic " + topic.topic().name()
                                + " is gone; bring it back, or change the spec to have it made anew"));
    }

    private static Optional<Standing> unknown(Observation seen) {
        return seen.topics().stream()
                .flatMap(topic -> topic.state().outage().stream())
                .findFirst()
                .map(Standing::unknown);
    }

    // The pipeline does what it should: it is said, but does not make it less ready.
    private static Optional<Standing> differing(Observation seen) {
        List<String> sentences = sentences(seen);
        return sentences.isEmpty()
                ? Optional.empty()
                : Optional.of(Standing.yes(Reason.TOPIC_DIFFERS, String.join("; ", sentences)));
    }

    private static Stream<Drift> drifts(Observation seen) {
        return seen.topics().stream().flatMap(topic -> topic.drift().stream());
    }
}
