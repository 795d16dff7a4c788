package io.millrace.platform;

import java.net.URI;

/** The local schema registry; {@code api} is the root of its Confluent-compatible REST API. */
public record RegistryAccess(URI api) {}
