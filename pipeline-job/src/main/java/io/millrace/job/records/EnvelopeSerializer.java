package io.millrace.job.records;

import io.millrace.definition.DeadLetterCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;
import org.jspecify.annotations.Nullable;

/** Envelopes of rows of one type. They cross the network before a window; they are never state. */
public final class EnvelopeSerializer extends ImmutableSerializer<Envelope> {

    private static final long serialVersionUID = 1;

    private final RowSerializer rows;
    private final OriginCodec origins;

    /** @param windows the rows of every window of the pipeline, by the step's name */
    public EnvelopeSerializer(RowSerializer rows, Map<String, RowSerializer> windows) {
        this.rows = rows;
        this.origins = new OriginCodec(windows);
    }

    RowSerializer rows() {
        return rows;
    }

    Map<String, RowSerializer> windows() {
        return origins.windows();
    }

    @Override
    public Envelope createInstance() {
        return new Envelope.Good(rows.createInstance(), new Origin.Computed("", rows.createInstance(), 0));
    }

    @Override
    public void serialize(Envelope envelope, DataOutputView out) throws IOException {
        origins.write(envelope.origin(), out);
        out.writeBoolean(envelope instanceof Envelope.Good);
        if (envelope instanceof Envelope.Good good) {
            rows.serialize(good.row(), out);
        } else if (envelope instanceof Envelope.Bad bad) {
            writeFailure(bad.failure(), out);
        }
    }

    @Override
    public Envelope deserialize(DataInputView in) throws IOException {
        Origin origin = origins.read(in);
        return in.readBoolean()
                ? new Envelope.Good(rows.deserialize(in), origin)
                : new Envelope.Bad(readFailure(in), origin);
    }

    private static void writeFailure(Failure failure, DataOutputView out) throws IOException {
        out.writeUTF(failure.code().name());
        out.writeUTF(failure.stage().name());
        out.writeUTF(failure.where());
        out.writeInt(failure.rules().size());
        for (String rule : failure.rules()) {
            out.writeUTF(rule);
        }
        out.writeUTF(failure.message());
    }

    private static Failure readFailure(DataInputView in) throws IOException {
        DeadLetterCode code = DeadLetterCode.valueOf(in.readUTF());
        Failure.Stage stage = Failure.Stage.valueOf(in.readUTF());
        String where = in.readUTF();
        int size = in.readInt();
        List<String> rules = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            rules.add(in.readUTF());
        }
        return new Failure(code, stage, where, rules, in.readUTF());
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof EnvelopeSerializer that && rows.equals(that.rows) && origins.equals(that.origins);
    }

    @Override
    public int hashCode() {
        return 31 * rows.hashCode() + origins.hashCode();
    }

    @Override
    public TypeSerializerSnapshot<Envelope> snapshotConfiguration() {
        return new EnvelopeSerializerSnapshot(this);
    }
}
