package io.millrace.operator.topics;

import java.time.Duration;
import java.util.Map;

/**
 * What the brokers allow.
 *
 * @param transactionMaxTimeout the longest that a producer may keep a transaction open
 * @param topicDefaults what holds for a topic that says nothing itself, of the keys by which records may be refused
 */
public record BrokerLimits(int brokers, Duration transactionMaxTimeout, Map<String, String> topicDefaults) {

    public BrokerLimits {
        topicDefaults = Map.copyOf(topicDefaults);
    }
}
