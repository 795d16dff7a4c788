package io.millrace.job.connectors;

import io.millrace.job.records.Header;
import io.millrace.job.records.OutRecord;
import java.nio.ByteBuffer;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Everything is bytes already; only the epoch becomes a header here. */
final class OutRecordSerialization implements KafkaRecordSerializationSchema<OutRecord> {

    private static final long serialVersionUID = 1;

    @Override
    public ProducerRecord<byte[], byte[]> serialize(OutRecord record, KafkaSinkContext context, Long timestamp) {
        // Without a timestamp the producer takes the time of writing: with the event's, replayed old data would fall
        // to the topic's retention at once.
        ProducerRecord<byte[], byte[]> written = new ProducerRecord<>(record.topic(), record.key(), record.value());
        for (Header header : record.headers()) {
            written.headers().add(header.name(), header.value());
        }
        byte[] epoch = ByteBuffer.allocate(Long.BYTES).putLong(record.epoch()).array();
        written.headers().add(OutRecord.EPOCH_HEADER, epoch);
        return written;
    }
}
