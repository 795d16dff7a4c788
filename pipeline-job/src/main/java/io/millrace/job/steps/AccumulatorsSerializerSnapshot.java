package io.millrace.job.steps;

import io.millrace.definition.StepDefinition.AggregateFunction;
import io.millrace.job.logic.AccumulatorLayout;
import io.millrace.job.logic.Accumulators;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSchemaCompatibility;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The layout that the state of windows was written with. */
public final class AccumulatorsSerializerSnapshot implements TypeSerializerSnapshot<Accumulators> {

    private static final int VERSION = 3;

    private AccumulatorLayout layout = new AccumulatorLayout(List.of());

    /** For Flink, which then calls {@link #readSnapshot}. */
    public AccumulatorsSerializerSnapshot() {}

    AccumulatorsSerializerSnapshot(AccumulatorLayout layout) {
        this.layout = layout;
    }

    @Override
    public int getCurrentVersion() {
        return VERSION;
    }

    @Override
    public void writeSnapshot(DataOutputView out) throws IOException {
        out.writeInt(layout.slots().size());
        for (AccumulatorLayout.Slot slot : layout.slots()) {
            out.writeUTF(slot.name());
            out.writeUTF(slot.function().name());
            out.writeBoolean(slot.distinct());
            out.writeUTF(slot.argument());
            out.writeUTF(slot.result());
            out.writeInt(slot.column());
        }
    }

    @Override
    public void readSnapshot(int version, DataInputView in, ClassLoader classLoader) throws IOException {
        if (version != VERSION) {
            throw new IOException("a window was stored with format " + version + "; this job reads " + VERSION);
        }
        int size = in.readInt();
        List<AccumulatorLayout.Slot> slots = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            slots.add(new AccumulatorLayout.Slot(
                    in.readUTF(),
                    AggregateFunction.valueOf(in.readUTF()),
                    in.readBoolean(),
                    in.readUTF(),
                    in.readUTF(),
                    in.readInt()));
        }
        layout = new AccumulatorLayout(List.copyOf(slots));
    }

    @Override
    public TypeSerializer<Accumulators> restoreSerializer() {
        return new AccumulatorsSerializer(layout);
    }

    // What feeds a running value may change, as COUNT(*) to COUNT(x) does: the bytes are read all the same. Values may
    // come, go and change places: then what is stored is brought into the new order.
    @Override
    public TypeSerializerSchemaCompatibility<Accumulators> resolveSchemaCompatibility(
            TypeSerializerSnapshot<Accumulators> stored) {
        if (!(stored instanceof AccumulatorsSerializerSnapshot before) || !layout.canTakeOver(before.layout)) {
            return TypeSerializerSchemaCompatibility.incompatible();
        }
        return sameBytes(before)
                ? TypeSerializerSchemaCompatibility.compatibleAsIs()
                : TypeSerializerSchemaCompatibility.compatibleAfterMigration();
    }

    private boolean sameBytes(AccumulatorsSerializerSnapshot before) {
        return List.copyOf(layout.stateFormat().entrySet())
                .equals(List.copyOf(before.layout.stateFormat().entrySet()));
    }
}
