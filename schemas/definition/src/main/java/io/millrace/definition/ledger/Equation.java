package io.millrace.definition.ledger;

/**
 * Two sums that are equal when no record was lost and none counted twice.
 *
 * @param place the source, step, sink or topic that it is about
 * @param left what the first sum is, for people
 * @param right what the second sum is
 */
public record Equation(String place, String left, long leftSum, String right, long rightSum) {

    public boolean holds() {
        return leftSum == rightSum;
    }

    /** For example {@code valid: 100 in, but 99 out and dead letters}. */
    public String sentence() {
        return place + ": " + leftSum + " " + left + (holds() ? ", and " : ", but ") + rightSum + " " + right;
    }
}
