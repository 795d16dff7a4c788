package io.millrace.job.steps;

import io.millrace.job.logic.AccumulatorLayout;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.LayoutFit;
import io.millrace.job.records.Envelope;
import org.apache.flink.api.common.functions.AggregateFunction;

/** Adds rows to the running values of their window. */
public final class WindowAggregation implements AggregateFunction<Envelope, Accumulators, Accumulators> {

    private static final long serialVersionUID = 1;

    private final AccumulatorLayout layout;
    private final LayoutFit fit;

    public WindowAggregation(AccumulatorLayout layout) {
        this.layout = layout;
        this.fit = new LayoutFit(layout);
    }

    @Override
    public Accumulators createAccumulator() {
        return layout.newAccumulators();
    }

    @Override
    public Accumulators add(Envelope envelope, Accumulators accumulators) {
        Accumulators fitting = fit.fit(accumulators);
        if (envelope instanceof Envelope.Good good) {
            fitting.add(good.row());
        }
        return fitting;
    }

    @Override
    public Accumulators getResult(Accumulators accumulators) {
        return fit.fit(accumulators);
    }

    @Override
    public Accumulators merge(Accumulators one, Accumulators other) {
        throw new UnsupportedOperationException("windows of a fixed size never merge");
    }
}
