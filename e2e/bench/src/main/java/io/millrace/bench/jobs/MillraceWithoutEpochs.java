package io.millrace.bench.jobs;

import io.millrace.job.records.Header;
import io.millrace.job.records.OutRecord;
import java.io.IOException;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** {@link MillraceJob}, but that its records do not say which checkpoint they come after. */
public final class MillraceWithoutEpochs {

    private MillraceWithoutEpochs() {}

    public static void main(String[] arguments) throws IOException {
        Turns.take(arguments[0], turn -> MillraceJob.drain(turn, kafka -> KafkaEnds.sink(turn, new WithoutEpoch())));
    }

    private static final class WithoutEpoch implements KafkaRecordSerializationSchema<OutRecord> {
        private static final long serialVersionUID = 1;

        @Override
        public ProducerRecord<byte[], byte[]> serialize(OutRecord record, KafkaSinkContext context, Long timestamp) {
            ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(record.topic(), record.key(), record.value());
            for (Header header : record.headers()) {
                written.headers().add(header.name(), header.value());
            }
            return written;
        }
    }
}
