package io.millrace.platform;

/** Where the local Kafka broker listens. */
public record KafkaAccess(String bootstrapServers) {}
