package io.millrace.job.logic;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The running value of one aggregate in one window. Its binary form is part of the state format. */
interface Accumulator {

    void add(Object value);

    /** @throws EvaluationException where the result does not fit its type */
    @Nullable
    Object result();

    void write(DataOutput out) throws IOException;

    void read(DataInput in) throws IOException;
}
