package io.millrace.platform.quickstart;

import io.millrace.platform.consume.AvroValues;
import io.millrace.platform.consume.RecordText;
import io.millrace.platform.consume.TopicReader;
import java.util.Comparator;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The newest committed records of a topic, as text. */
record Consume(Endpoints endpoints) {

    // Each transaction ends with a marker that takes an offset and is no record.
    private static final int OFFSETS_PER_RECORD = 8;

    List<String> newest(String topic, int count) {
        RecordText text = new RecordText(new AvroValues(endpoints.registry()));
        List<ConsumerRecord<byte[], byte[]>> records = new TopicReader(endpoints.kafka())
                .newest(topic, (long) count * OFFSETS_PER_RECORD + 64).stream()
                        .sorted(Comparator.comparing(ConsumerRecord<byte[], byte[]>::timestamp))
                        .toList();
        return records.subList(Math.max(0, records.size() - count), records.size()).stream()
                .map(text::of)
                .toList();
    }
}
