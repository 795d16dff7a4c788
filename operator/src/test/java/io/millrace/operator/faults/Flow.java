package io.millrace.operator.faults;

import java.util.function.Consumer;

/**
 * Something that a user wants and the operator does.
 *
 * @param before what has happened when it begins
 * @param cause what the user does
 */
public record Flow(String name, Consumer<Stage> before, Consumer<Stage> cause) {

    /** Whether it begins with the operator's first look at the pipeline. */
    public boolean isFirst() {
        return equals(Flows.CREATE) || equals(Flows.CREATE_AND_DELETE) || equals(Flows.BORROW);
    }

    @Override
    public String toString() {
        return name;
    }
}
