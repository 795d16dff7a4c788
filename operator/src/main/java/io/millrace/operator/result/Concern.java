package io.millrace.operator.result;

/** The condition that a reason belongs to. */
public enum Concern {
    /** The spec as a whole; it has no condition of its own and shows in Progressing. */
    SPEC,
    SCHEMAS,
    TOPICS,
    JOB,
    LEDGER,
    CANARY
}
