package io.millrace.operator.canary;

import io.millrace.definition.differences.Difference;
import io.millrace.operator.result.Observed;
import java.util.List;
import java.util.Map;

/** What candidates on one Kafka cluster have told of differences. */
public interface Differences {

    /**
     * The first ones of each topic, in its order; every topic is in the answer. One that is told again, as with delivery
     * at-least-once, counts once. Waits a moment for those that are not there yet.
     *
     * @param wanted how many of them, by topic; the topics are there
     */
    Map<String, Observed<List<Difference>>> first(Map<String, Integer> wanted);
}
