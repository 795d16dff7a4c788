package io.millrace.job.steps;

import io.millrace.job.logic.AccumulatorLayout;
import io.millrace.job.logic.Accumulators;
import io.millrace.job.logic.LayoutFit;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** The state of a window. Its values change in place, so copies are real ones. */
public final class AccumulatorsSerializer extends TypeSerializer<Accumulators> {

    private static final long serialVersionUID = 1;
    private static final int SMALL = 64;

    private final AccumulatorLayout layout;
    private final LayoutFit fit;

    public AccumulatorsSerializer(AccumulatorLayout layout) {
        this.layout = layout;
        this.fit = new LayoutFit(layout);
    }

    AccumulatorLayout layout() {
        return layout;
    }

    @Override
    public boolean isImmutableType() {
        return false;
    }

    @Override
    public TypeSerializer<Accumulators> duplicate() {
        return this;
    }

    @Override
    public Accumulators createInstance() {
        return layout.newAccumulators();
    }

    @Override
    public Accumulators copy(Accumulators from) {
        try {
            DataOutputSerializer out = new DataOutputSerializer(SMALL);
            serialize(from, out);
            return layout.read(new DataInputDeserializer(out.getSharedBuffer(), 0, out.length()));
        } catch (IOException e) {
            throw new UncheckedIOException("an array in memory refused to be read or written", e);
        }
    }

    @Override
    public Accumulators copy(Accumulators from, Accumulators reuse) {
        return copy(from);
    }

    @Override
    public int getLength() {
        return -1;
    }

    @Override
    public void serialize(Accumulators accumulators, DataOutputView out) throws IOException {
        fit.fit(accumulators).write(out);
    }

    @Override
    public Accumulators deserialize(DataInputView in) throws IOException {
        return layout.read(in);
    }

    @Override
    public Accumulators deserialize(Accumulators reuse, DataInputView in) throws IOException {
        return deserialize(in);
    }

    @Override
    public void copy(DataInputView in, DataOutputView out) throws IOException {
        serialize(deserialize(in), out);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccumulatorsSerializer that && layout.equals(that.layout);
    }

    @Override
    public int hashCode() {
        return layout.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Accumulators> snapshotConfiguration() {
        return new AccumulatorsSerializerSnapshot(layout);
    }
}
