package io.millrace.operator.topics;

import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What can be said against a wanted topic before anything is done. */
public final class TopicRules {

    private static final String MIN_ISR = "min.insync.replicas";

    private TopicRules() {}

    /** @param formerly keys that an earlier revision set, as for {@link TopicsPlanner#changes} */
    public static List<Refusal> judge(
            WantedTopic wanted, Optional<TopicState> seen, Set<String> formerly, BrokerLimits limits) {
        List<Refusal> refusals = new ArrayList<>();
        seen.ifPresentOrElse(state -> judgeExisting(wanted, state, refusals), () -> judgeNew(wanted, limits, refusals));
        judgeMinInsyncReplicas(wanted, seen, formerly, refusals);
        return List.copyOf(refusals);
    }

    private static void judgeNew(WantedTopic wanted, BrokerLimits limits, List<Refusal> refusals) {
        if (wanted.replicas() > limits.brokers()) {
            refusals.add(new Refusal(
                    Reason.REPLICAS_REFUSED,
                    field(wanted, "replicas"),
                    "topic " + wanted.name() + " needs " + wanted.replicas()
                            + " brokers for its replicas, the cluster has " + limits.brokers()
                            + (wanted.isGenerated()
                                    ? "; the operator's configuration says so: set defaults.replicas there"
                                    : "; ask for fewer replicas")
                            + " or add brokers"));
        }
    }

    private static void judgeExisting(WantedTopic wanted, TopicState state, List<Refusal> refusals) {
        if (wanted.partitions() < state.partitions()) {
            refusals.add(new Refusal(
                    Reason.PARTITION_SHRINK,
                    field(wanted, "partitions"),
                    "topic " + wanted.name() + " has " + state.partitions()
                            + " partitions and Kafka cannot remove any; ask for at least " + state.partitions()));
        }
        if (!wanted.isGenerated() && wanted.replicas() != state.replicas()) {
            refusals.add(new Refusal(
                    Reason.REPLICAS_REFUSED,
                    field(wanted, "replicas"),
                    "topic " + wanted.name() + " has " + state.replicas() + " replicas, not " + wanted.replicas()
                            + "; replicas are moved with Kafka's own tools: ask for " + state.replicas()
                            + " or reassign them first"));
        }
    }

    // Brokers accept it. Those before Kafka 4 then fail every write with acks=all; newer ones ask for no more of them
    // than there are replicas, so it does not say what holds.
    private static void judgeMinInsyncReplicas(
            WantedTopic wanted, Optional<TopicState> seen, Set<String> formerly, List<Refusal> refusals) {
        int replicas = seen.map(TopicState::replicas).orElse(wanted.replicas());
        IntSetting.of(TopicsPlanner.configured(wanted, seen, formerly).get(MIN_ISR))
                .filter(inSync -> inSync > replicas)
                .ifPresent(inSync -> refusals.add(new Refusal(
                        Reason.TOPIC_CONFIG_REFUSED,
                        field(wanted, "config[" + MIN_ISR + "]"),
                        "topic " + wanted.name() + " has " + replicas + " replicas, so nothing could be written with "
                                + MIN_ISR + " " + inSync + "; ask for at most " + replicas)));
    }

    private static String field(WantedTopic wanted, String name) {
        return wanted.path().isEmpty() ? "" : wanted.path() + "." + name;
    }
}
