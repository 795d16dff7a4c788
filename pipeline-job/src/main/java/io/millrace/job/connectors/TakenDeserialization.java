package io.millrace.job.connectors;

import io.millrace.job.compare.Taken;
import io.millrace.job.records.OutRecord;
import java.nio.ByteBuffer;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** What a job wrote, by its epoch. A record without one is somebody else's and passed over. */
final class TakenDeserialization implements KafkaRecordDeserializationSchema<Taken> {

    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Taken> out) {
        Header epoch = record.headers().lastHeader(OutRecord.EPOCH_HEADER);
        if (epoch != null && epoch.value() != null && epoch.value().length == Long.BYTES) {
            out.collect(new Taken(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    ByteBuffer.wrap(epoch.value()).getLong(),
                    record.key(),
                    record.value()));
        }
    }

    @Override
    public TypeInformation<Taken> getProducedType() {
        return Taken.TYPE;
    }
}
