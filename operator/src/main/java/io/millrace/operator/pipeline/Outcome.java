package io.millrace.operator.pipeline;

import io.millrace.operator.result.Outage;
import io.millrace.operator.result.SystemException;
import java.util.List;
import java.util.Optional;

/**
 * What came of carrying a plan out.
 *
 * @param failure why it ended early
 * @param refused what was refused and is not tried again
 */
record Outcome(int done, Optional<SystemException> failure, List<Outage> refused) {

    Outcome {
        refused = List.copyOf(refused);
    }
}
