package io.millrace.platform;

import java.net.URI;
import java.nio.file.Path;

/** The running operator: its probes and metrics and its log. */
public record OperatorAccess(URI http, Path log) {}
