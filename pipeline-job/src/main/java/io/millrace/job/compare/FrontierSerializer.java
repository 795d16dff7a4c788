package io.millrace.job.compare;

import io.millrace.job.compare.Frontier.Decided;
import io.millrace.job.records.ImmutableSerializer;
import io.millrace.job.records.RecordTypeInfo;
import java.io.IOException;
import java.util.Set;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** From the judge to all who compare. */
final class FrontierSerializer extends ImmutableSerializer<Frontier> {

    static final TypeInformation<Frontier> TYPE = new RecordTypeInfo<>(Frontier.class, new FrontierSerializer());
    private static final long serialVersionUID = 1;

    @Override
    public Frontier createInstance() {
        return Frontier.NOTHING;
    }

    @Override
    public void serialize(Frontier frontier, DataOutputView out) throws IOException {
        write(frontier.live(), out);
        write(frontier.candidate(), out);
        Streamed.writeLong(frontier.eventTime(), out);
        Streamed.writeAll(frontier.broken(), out, (broken, to) -> to.writeUTF(broken.name()));
        Streamed.writeCounts(frontier.windows(), out);
        Streamed.writeCounts(frontier.resolved(), out);
    }

    private static void write(Decided decided, DataOutputView out) throws IOException {
        out.writeLong(decided.below());
        out.writeLong(decided.resolvedBelow());
    }

    @Override
    public Frontier deserialize(DataInputView in) throws IOException {
        return new Frontier(
                new Decided(in.readLong(), in.readLong()),
                new Decided(in.readLong(), in.readLong()),
                Streamed.readLong(in),
                Set.copyOf(Streamed.readAll(in, from -> Broken.valueOf(from.readUTF()))),
                Streamed.readCounts(in),
                Streamed.readCounts(in));
    }

    @Override
    public TypeSerializerSnapshot<Frontier> snapshotConfiguration() {
        return new Snapshot();
    }

    /** Its version is Flink's; a change of the format needs a class of its own. */
    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Frontier> {
        public Snapshot() {
            super(FrontierSerializer::new);
        }
    }
}
