package io.millrace.operator.faults;

/** What keeps a deleted resource until the operator has cleaned up; the operator framework removes it. */
public interface Finalizer {

    void remove();
}
