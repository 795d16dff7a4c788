package io.millrace.operator.topics;

import java.time.Duration;

/**
 * What the brokers allow.
 *
 * @param transactionMaxTimeout the longest that a producer may keep a transaction open
 */
public record BrokerLimits(int brokers, Duration transactionMaxTimeout) {}
