package io.millrace.operator.faults;

import java.util.List;

/**
 * What came of one fault in one flow.
 *
 * @param met whether the fault was met: a run can do without the write that it waits for
 * @param wrong what differs from the run in which nothing goes wrong; nothing, if all is well
 */
public record Outcome(String flow, int call, String name, String fault, boolean met, List<String> wrong) {

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
