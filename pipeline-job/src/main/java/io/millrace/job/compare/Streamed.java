package io.millrace.job.compare;

import io.millrace.job.compare.Decisions.Decision;
import io.millrace.job.compare.Progress.Reach;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The binary form of the parts of what the judge knows. Part of the state format, under the version of its codec. */
final class Streamed {

    private Streamed() {}

    static void writeBooks(SideBooks books, DataOutput out) throws IOException {
        writeCounts(books.opened(), out);
        writeNullable(books.base(), out, Streamed::writeCounts);
        writeMap(books.read(), out, DataOutput::writeLong, Streamed::writeCounts);
        writeAll(books.sums(), out, Streamed::writeSum);
        writeNullable(books.readThrough().orElse(null), out, Streamed::writeSum);
        out.writeBoolean(books.hasTooMany());
    }

    static SideBooks readBooks(DataInput in) throws IOException {
        return new SideBooks(
                readCounts(in),
                readNullable(in, Streamed::readCounts),
                readMap(in, DataInput::readLong, Streamed::readCounts),
                readAll(in, Streamed::readSum),
                readNullable(in, Streamed::readSum),
                in.readBoolean());
    }

    static void writeWindows(ComparedWindows windows, DataOutput out) throws IOException {
        writeMap(
                windows.waiting(),
                out,
                DataOutput::writeUTF,
                (ends, to) -> writeMap(ends, to, DataOutput::writeLong, (end, target) -> target.writeLong(end)));
        writeCounts(windows.complete(), out);
    }

    static ComparedWindows readWindows(DataInput in) throws IOException {
        return new ComparedWindows(
                readMap(in, DataInput::readUTF, from -> readMap(from, DataInput::readLong, DataInput::readLong)),
                readCounts(in));
    }

    static void writeDecisions(Decisions decisions, DataOutput out) throws IOException {
        out.writeLong(decisions.frontier().below());
        out.writeLong(decisions.frontier().resolvedBelow());
        writeLong(decisions.eventTime(), out);
        writeCounts(decisions.written(), out);
        writeAll(decisions.waiting(), out, (decision, to) -> {
            to.writeLong(decision.below());
            to.writeLong(decision.other());
            writeLong(decision.eventTime(), to);
            writeCounts(decision.written(), to);
        });
    }

    static Decisions readDecisions(DataInput in) throws IOException {
        return new Decisions(
                in.readLong(),
                in.readLong(),
                readLong(in),
                readCounts(in),
                readAll(in, from -> new Decision(from.readLong(), from.readLong(), readLong(from), readCounts(from))));
    }

    static void writeOutside(Outside outside, DataOutput out) throws IOException {
        writeMap(outside.waiting(), out, DataOutput::writeLong, Streamed::writeCounts);
        writeCounts(outside.resolved(), out);
    }

    static Outside readOutside(DataInput in) throws IOException {
        return new Outside(readMap(in, DataInput::readLong, Streamed::readCounts), readCounts(in));
    }

    private static void writeSum(SideBooks.Sum sum, DataOutput out) throws IOException {
        out.writeLong(sum.checkpoint());
        writeMap(
                sum.progress().inputs(),
                out,
                DataOutput::writeUTF,
                (partitions, to) -> writeMap(partitions, to, DataOutput::writeUTF, Streamed::writeReach));
        writeMap(sum.progress().watermarks(), out, DataOutput::writeUTF, Streamed::writeReach);
        writeCounts(sum.written(), out);
        writeLong(sum.eventTime(), out);
    }

    private static SideBooks.Sum readSum(DataInput in) throws IOException {
        return new SideBooks.Sum(
                in.readLong(),
                new Progress(
                        readMap(in, DataInput::readUTF, from -> readMap(from, DataInput::readUTF, Streamed::readReach)),
                        readMap(in, DataInput::readUTF, Streamed::readReach)),
                readCounts(in),
                readLong(in));
    }

    private static void writeReach(Reach reach, DataOutput out) throws IOException {
        out.writeLong(reach.least());
        out.writeLong(reach.most());
    }

    private static Reach readReach(DataInput in) throws IOException {
        return new Reach(in.readLong(), in.readLong());
    }

    static void writeCounts(Map<String, Long> counts, DataOutput out) throws IOException {
        writeMap(counts, out, DataOutput::writeUTF, (count, to) -> to.writeLong(count));
    }

    static Map<String, Long> readCounts(DataInput in) throws IOException {
        return readMap(in, DataInput::readUTF, DataInput::readLong);
    }

    static void writeLong(@Nullable Long value, DataOutput out) throws IOException {
        writeNullable(value, out, (number, to) -> to.writeLong(number));
    }

    static @Nullable Long readLong(DataInput in) throws IOException {
        return readNullable(in, DataInput::readLong);
    }

    static void writeBytes(byte[] bytes, DataOutput out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static byte[] readBytes(DataInput in) throws IOException {
        byte[] bytes = new byte[in.readInt()];
        in.readFully(bytes);
        return bytes;
    }

    /** Of any length. */
    static void writeText(String text, DataOutput out) throws IOException {
        writeBytes(text.getBytes(StandardCharsets.UTF_8), out);
    }

    static String readText(DataInput in) throws IOException {
        return new String(readBytes(in), StandardCharsets.UTF_8);
    }

    static <T> void writeNullable(@Nullable T value, DataOutput out, Writing<T> writing) throws IOException {
        out.writeBoolean(value != null);
        if (value != null) {
            writing.write(value, out);
        }
    }

    static <T> @Nullable T readNullable(DataInput in, Reading<T> reading) throws IOException {
        return in.readBoolean() ? reading.read(in) : null;
    }

    static <T> void writeAll(Collection<T> values, DataOutput out, Writing<T> writing) throws IOException {
        out.writeInt(values.size());
        for (T value : values) {
            writing.write(value, out);
        }
    }

    static <T> List<T> readAll(DataInput in, Reading<T> reading) throws IOException {
        int size = in.readInt();
        List<T> values = new ArrayList<>(size);
        for (int i = 0; i < size; i++) {
            values.add(reading.read(in));
        }
        return values;
    }

    private static <K, V> void writeMap(Map<K, V> map, DataOutput out, Named<K> keys, Writing<V> values)
            throws IOException {
        writeAll(map.entrySet(), out, (entry, to) -> {
            keys.write(to, entry.getKey());
            values.write(entry.getValue(), to);
        });
    }

    private static <K, V> Map<K, V> readMap(DataInput in, Reading<K> keys, Reading<V> values) throws IOException {
        int size = in.readInt();
        Map<K, V> map = new HashMap<>();
        for (int i = 0; i < size; i++) {
            map.put(keys.read(in), values.read(in));
        }
        return map;
    }

    /** How one value is written. */
    @FunctionalInterface
    interface Writing<T> {
        void write(T value, DataOutput out) throws IOException;
    }

    /** How one value is read. */
    @FunctionalInterface
    interface Reading<T> {
        T read(DataInput in) throws IOException;
    }

    /** How a key is written, as {@link DataOutput} does it. */
    @FunctionalInterface
    private interface Named<K> {
        void write(DataOutput out, K key) throws IOException;
    }
}
