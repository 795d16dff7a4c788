package io.millrace.job.connectors;

import io.millrace.job.compare.Taken;
import io.millrace.job.records.Header;
import io.millrace.job.records.OutRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What a job wrote, by its epoch. A record without one is somebody else's and passed over. */
final class TakenDeserialization implements KafkaRecordDeserializationSchema<Taken> {

    private static final long serialVersionUID = 1;

    @Override
    public void deserialize(ConsumerRecord<byte[], byte[]> record, Collector<Taken> out) {
        org.apache.kafka.common.header.Header epoch = record.headers().lastHeader(OutRecord.EPOCH_HEADER);
        if (epoch != null && epoch.value() != null && epoch.value().length == Long.BYTES) {
            out.collect(new Taken(
                    record.topic(),
                    record.partition(),
                    record.offset(),
                    ByteBuffer.wrap(epoch.value()).getLong(),
                    record.key(),
                    record.value(),
                    headers(record)));
        }
    }

    private static List<Header> headers(ConsumerRecord<byte[], byte[]> record) {
        List<Header> headers = new ArrayList<>();
        for (org.apache.kafka.common.header.Header header : record.headers()) {
            if (!header.key().equals(OutRecord.EPOCH_HEADER)) {
                headers.add(new Header(header.key(), header.value()));
            }
        }
        return headers;
    }

    @Override
    public TypeInformation<Taken> getProducedType() {
        return Taken.TYPE;
    }
}
