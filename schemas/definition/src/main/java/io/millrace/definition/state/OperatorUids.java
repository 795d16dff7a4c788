package io.millrace.definition.state;

import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;

/** The uids of the operators that stand beside the sources and steps of a definition. */
public final class OperatorUids {

    /** The stamp before the sink. */
    public static final String EPOCH = "epoch@1";

    /** What compares the candidate with the live job; it is in no other job. */
    public static final String COMPARE = "compare@1";

    /** What says how far it is. */
    public static final String JUDGE = "compare-judge@1";

    /** What lets through so many differences. */
    public static final String SAMPLES = "compare-samples@1";

    private OperatorUids() {}

    /** The source of what one side of a comparison has written. */
    public static String readBack(String side) {
        return "compare-source:" + side + "@1";
    }

    /** What decodes it. */
    public static String decoded(String side) {
        return "compare-read:" + side + "@1";
    }

    /** The run of stateless steps behind a source or keyed step. */
    public static String after(String name) {
        return "after:" + name + "@1";
    }

    /** The keeper of a keyed step's watermark, whose state goes when the step's state is given up. */
    public static String watermark(String step) {
        return "watermark:" + step;
    }

    /** What writes the late records of a keyed step. */
    public static String late(String step) {
        return "late:" + step;
    }

    /**
     * Of one pipeline and one slot alone: a job that took over another's sink, for instance from a savepoint of it, would
     * end its transactions.
     *
     * @param pipeline what tells pipelines apart, {@link RunSettings#shortUid}
     */
    public static String sink(String pipeline, Slot slot) {
        return "sink:" + pipeline + ":" + slot.text() + "@1";
    }

    /** The operator that Flink makes of a sink's second half. */
    static String committer(String pipeline, Slot slot) {
        return "Sink Committer: " + sink(pipeline, slot);
    }
}
