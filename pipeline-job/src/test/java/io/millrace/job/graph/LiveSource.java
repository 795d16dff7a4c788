package io.millrace.job.graph;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SourceSplit;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.util.function.SerializableSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the one partition of a {@link LiveTopics topic}; its state is the offset. */
final class LiveSource<T> implements Source<T, LiveSource.Partition, Boolean> {

    private static final long serialVersionUID = 1;

    private final SerializableSupplier<Feed<T>> feeds;

    LiveSource(SerializableSupplier<Feed<T>> feeds) {
        this.feeds = feeds;
    }

    /** The partition as it is now. */
    interface Feed<T> {
        long end();

        /** What stands there, if it is for the reader. */
        Optional<T> at(long offset) throws Exception;
    }

    record Partition(long offset) implements SourceSplit {
        @Override
        public String splitId() {
            return "0";
        }
    }

    @Override
    public Boundedness getBoundedness() {
        return Boundedness.CONTINUOUS_UNBOUNDED;
    }

    @Override
    public SourceReader<T, Partition> createReader(SourceReaderContext context) {
        return new Reader();
    }

    @Override
    public SplitEnumerator<Partition, Boolean> createEnumerator(SplitEnumeratorContext<Partition> context) {
        return new Assigner(context, false);
    }

    @Override
    public SplitEnumerator<Partition, Boolean> restoreEnumerator(
            SplitEnumeratorContext<Partition> context, Boolean assigned) {
        return new Assigner(context, assigned);
    }

    @Override
    public SimpleVersionedSerializer<Partition> getSplitSerializer() {
        return new Longs<>(Partition::offset, Partition::new);
    }

    @Override
    public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
        return new Longs<>(assigned -> assigned ? 1L : 0L, number -> number == 1L);
    }

    private final class Reader implements SourceReader<T, Partition> {
        private final Feed<T> feed = feeds.get();
        private @Nullable Partition partition;
        private boolean staysWithout;

        @Override
        public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
            if (staysWithout) {
                output.markIdle();
            }
            Partition read = partition;
            if (read == null || read.offset() >= feed.end()) {
                return InputStatus.NOTHING_AVAILABLE;
            }
            feed.at(read.offset()).ifPresent(record -> output.createOutputForSplit(read.splitId())
                    .collect(record, 0));
            partition = new Partition(read.offset() + 1);
            return InputStatus.MORE_AVAILABLE;
        }

        @Override
        public CompletableFuture<Void> isAvailable() {
            // Asked again a moment later: the test writes whenever it likes.
            return new CompletableFuture<Void>().completeOnTimeout(null, 10, TimeUnit.MILLISECONDS);
        }

        @Override
        public void start() {}

        @Override
        public void addSplits(List<Partition> splits) {
            partition = splits.get(0);
        }

        @Override
        public List<Partition> snapshotState(long checkpointId) {
            List<Partition> state = new ArrayList<>();
            if (partition != null) {
                state.add(partition);
            }
            return state;
        }

        @Override
        public void notifyNoMoreSplits() {
            staysWithout = partition == null;
        }

        @Override
        public void close() {}
    }

    /** Gives the partition to the first reader; the others learn at once that there is none for them to wait for. */
    private static final class Assigner implements SplitEnumerator<Partition, Boolean> {
        private final SplitEnumeratorContext<Partition> context;
        private boolean assigned;

        Assigner(SplitEnumeratorContext<Partition> context, boolean assigned) {
            this.context = context;
            this.assigned = assigned;
        }

        @Override
        public void addReader(int subtask) {
            if (!assigned && subtask == 0) {
                context.assignSplit(new Partition(0), subtask);
                assigned = true;
            }
            context.signalNoMoreSplits(subtask);
        }

        @Override
        public void addSplitsBack(List<Partition> splits, int subtask) {
            splits.forEach(split -> context.assignSplit(split, 0));
        }

        @Override
        public Boolean snapshotState(long checkpointId) {
            return assigned;
        }

        @Override
        public void start() {}

        @Override
        public void handleSplitRequest(int subtask, @Nullable String host) {}

        @Override
        public void close() {}
    }

    private record Longs<T>(Function<T, Long> there, LongFunction<T> back) implements SimpleVersionedSerializer<T> {
        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(T value) {
            return ByteBuffer.allocate(Long.BYTES).putLong(there.apply(value)).array();
        }

        @Override
        public T deserialize(int version, byte[] bytes) {
            return back.apply(ByteBuffer.wrap(bytes).getLong());
        }
    }
}
