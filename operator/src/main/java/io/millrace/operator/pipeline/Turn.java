package io.millrace.operator.pipeline;

import java.time.Duration;

/**
 * What one turn of the loop leaves to do.
 *
 * @param over whether the resource can go
 * @param lookAgain the latest moment for the next turn; events may bring it earlier
 */
public record Turn(boolean over, Duration lookAgain) {}
