package io.millrace.operator.status;

/** The conditions of a pipeline, in the order in which they are shown. */
public enum ConditionType {
    READY("Ready"),
    SCHEMAS_VALID("SchemasValid"),
    TOPICS_READY("TopicsReady"),
    JOB_RUNNING("JobRunning"),
    PROGRESSING("Progressing"),
    /** Not a part of Ready: what is in place stays in place, and somebody has to look where records went. */
    LEDGER_BALANCED("LedgerBalanced"),
    /** Present only while a candidate is there; not a part of Ready, as the live job is untouched. */
    CANARY_HEALTHY("CanaryHealthy"),
    /** Present only while it is true: a revision has failed, and somebody has to say how to go on. */
    MANUAL_DECISION("ManualDecision"),
    /** Present only while it is true: the resource cannot go yet. */
    DELETION_BLOCKED("DeletionBlocked"),
    /** Present only while it is true, as kstatus wants it: something is under way. */
    RECONCILING("Reconciling"),
    /** Present only while it is true: nothing goes on until somebody changes something. */
    STALLED("Stalled");

    private final String word;

    ConditionType(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    boolean isShownOnlyWhenTrue() {
        return this == MANUAL_DECISION || this == DELETION_BLOCKED || this == RECONCILING || this == STALLED;
    }
}
