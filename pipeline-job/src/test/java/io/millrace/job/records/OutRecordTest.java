package io.millrace.job.records;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.WithNull;
import org.apache.kafka.common.compress.Compression;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.record.AbstractRecords;
import org.apache.kafka.common.record.RecordBatch;
import org.jspecify.annotations.Nullable;

class OutRecordTest {

    // The producer refuses by its own estimate, and the job fails: ours must never be smaller.
    @Property
    void its_size_is_never_below_the_producers_estimate(
            @ForAll @WithNull byte @Nullable [] key,
            @ForAll @WithNull byte @Nullable [] value,
            @ForAll @Size(max = 20) List<String> names) {
        // given
        List<Header> headers =
                names.stream().map(name -> Header.text(name, name)).toList();
        OutRecord record = new OutRecord("topic", key, value, headers, 1);
        RecordHeader[] written = Stream.concat(
                        headers.stream().map(header -> new RecordHeader(header.name(), header.value())),
                        Stream.of(new RecordHeader(OutRecord.EPOCH_HEADER, new byte[Long.BYTES])))
                .toArray(RecordHeader[]::new);

        // when
        int producers = AbstractRecords.estimateSizeInBytesUpperBound(
                RecordBatch.CURRENT_MAGIC_VALUE, Compression.NONE.type(), key, value, written);

        // then
        assertThat(record.largestSize()).isGreaterThanOrEqualTo(producers);
    }
}
