package io.millrace.job.graph;

import io.millrace.job.records.OutRecord;
import io.millrace.job.records.OutRecordSerializer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Writes into the topics of a test what has been written between two checkpoints at once, when the second is complete. */
record CommittingSink(String test) implements Sink<OutRecord>, SupportsCommitter<CommittingSink.Transaction> {

    private static final long serialVersionUID = 1;
    private static final Set<String> COMMITTED = ConcurrentHashMap.newKeySet();

    /** Committed once, however often it is tried. */
    record Transaction(String id, List<OutRecord> records) {}

    @Override
    public CommittingSinkWriter<OutRecord, Transaction> createWriter(WriterInitContext context) {
        return new CommittingSinkWriter<>() {
            private List<OutRecord> open = new ArrayList<>();

            @Override
            public void write(OutRecord record, Context elementContext) {
                open.add(record);
            }

            @Override
            public Collection<Transaction> prepareCommit() {
                Transaction prepared = new Transaction(UUID.randomUUID().toString(), open);
                open = new ArrayList<>();
                return List.of(prepared);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }

    @Override
    public Committer<Transaction> createCommitter(CommitterInitContext context) {
        return new Committer<>() {
            @Override
            public void commit(Collection<CommitRequest<Transaction>> requests) {
                for (CommitRequest<Transaction> request : requests) {
                    Transaction transaction = request.getCommittable();
                    if (COMMITTED.add(transaction.id())) {
                        LiveTopics.allWritten(test).addAll(transaction.records());
                    }
                }
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public SimpleVersionedSerializer<Transaction> getCommittableSerializer() {
        return new TransactionSerializer();
    }

    private static final class TransactionSerializer implements SimpleVersionedSerializer<Transaction> {
        private final OutRecordSerializer records = new OutRecordSerializer();

        @Override
        public int getVersion() {
            return 1;
        }

        @Override
        public byte[] serialize(Transaction transaction) throws IOException {
            DataOutputSerializer out = new DataOutputSerializer(1024);
            out.writeUTF(transaction.id());
            out.writeInt(transaction.records().size());
            for (OutRecord record : transaction.records()) {
                records.serialize(record, out);
            }
            return out.getCopyOfBuffer();
        }

        @Override
        public Transaction deserialize(int version, byte[] bytes) throws IOException {
            DataInputDeserializer in = new DataInputDeserializer(bytes);
            String id = in.readUTF();
            int size = in.readInt();
            List<OutRecord> read = new ArrayList<>();
            for (int i = 0; i < size; i++) {
                read.add(records.deserialize(in));
            }
            return new Transaction(id, read);
        }
    }
}
