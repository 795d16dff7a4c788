package io.millrace.job.logic;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * Brings accumulators into a layout. State in memory that was restored is still as an earlier definition of the step had
 * it, fed from the columns of then.
 */
public final class LayoutFit implements Serializable {

    private static final long serialVersionUID = 1;

    private final AccumulatorLayout layout;
    // A copy that came by another way is equal, and comparing is dear: it is asked once.
    private transient @Nullable AccumulatorLayout equal;

    public LayoutFit(AccumulatorLayout layout) {
        this.layout = layout;
    }

    /** The same where they are in the layout already. */
    @SuppressWarnings("ReferenceEquality") // first, as it is asked for every record
    public Accumulators fit(Accumulators accumulators) {
        AccumulatorLayout given = accumulators.layout();
        if (given == layout || given == equal) {
            return accumulators;
        }
        if (given.equals(layout)) {
            equal = given;
            return accumulators;
        }
        Accumulators fitting = layout.newAccumulators();
        fitting.takeOver(accumulators);
        return fitting;
    }
}
