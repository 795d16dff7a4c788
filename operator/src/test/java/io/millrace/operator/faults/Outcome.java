package io.millrace.operator.faults;

import java.util.List;

/**
 * What came of one fault in one flow.
 *
 * @param wrong what differs from the run in which nothing goes wrong; nothing, if all is well
 */
public record Outcome(String flow, int call, String name, String fault, List<String> wrong) {

    /** Said of a fault at a write that this run did without. */
    public static final String NOT_MET = "the fault was never met";

    public Outcome {
        wrong = List.copyOf(wrong);
    }

    public boolean isGood() {
        return wrong.isEmpty();
    }

    @Override
    public String toString() {
        return flow + ", call " + call + " (" + name + ") " + fault + ": " + (isGood() ? "as ever" : wrong);
    }
}
