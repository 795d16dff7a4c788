package io.millrace.operator.faults;

/** The operator's process has ended. */
public final class Killed extends RuntimeException {

    private static final long serialVersionUID = 1L;
}
