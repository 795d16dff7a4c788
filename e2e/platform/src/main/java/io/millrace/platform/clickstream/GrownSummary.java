package io.millrace.platform.clickstream;

import java.util.Optional;

/** A row of the pipeline's output, and what it has in a column that rows had not always. */
public record GrownSummary(EventSummary row, Optional<Long> added) {}
