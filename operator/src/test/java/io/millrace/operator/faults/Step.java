package io.millrace.operator.faults;

import java.util.Optional;

/**
 * From one recorded state to the next.
 *
 * @param cause the operator's write; empty when it was the user's, or Flink went on
 */
record Step(State before, Optional<Call> cause, State after) {}
