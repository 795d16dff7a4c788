package io.millrace.platform;

import java.net.URI;
import java.nio.file.Path;

/** The running operator: its probes and metrics, its log, its process id. */
public record OperatorAccess(URI http, Path log, long processId) {}
