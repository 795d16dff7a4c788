package io.millrace.operator.pipeline;

import io.millrace.operator.result.SystemException;
import java.util.Optional;

/**
 * What came of carrying a plan out.
 *
 * @param failure why it ended early
 */
record Outcome(int done, Optional<SystemException> failure) {}
