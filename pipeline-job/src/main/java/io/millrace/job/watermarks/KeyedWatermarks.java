package io.millrace.job.watermarks;

import io.millrace.job.ledger.Bookkeeping;
import io.millrace.job.ledger.KeyedBooks;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.StreamTypes;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;
import org.apache.flink.util.OutputTag;

/**
 * A stream partitioned by key, as by Flink's {@code keyBy}, with a keeper of the watermark before whatever is keyed.
 *
 * @param books rows of the ledger that the keeper writes
 */
public record KeyedWatermarks<T, K>(KeyedStream<T, K> stream, DataStream<OutRecord> books) {

    /** @param bookkeeping of the keeper, by its uid; its state goes when the step's state is given up */
    public static <T, K> KeyedWatermarks<T, K> keyBy(
            DataStream<T> stream,
            KeySelector<T, K> key,
            TypeInformation<K> keyType,
            Bookkeeping bookkeeping,
            KeyedBooks counting) {
        // keyBy itself would make a keyed operator of the keeper, with a state backend of its own that nobody uses.
        // The number of key groups is set by Flink when it is known; this is its own placeholder.
        DataStream<T> partitioned = new DataStream<>(
                stream.getExecutionEnvironment(),
                new PartitionTransformation<>(
                        stream.getTransformation(),
                        new KeyGroupStreamPartitioner<>(
                                key, KeyGroupRangeAssignment.DEFAULT_LOWER_BOUND_MAX_PARALLELISM)));
        OutputTag<OutRecord> rows = new OutputTag<>("books", StreamTypes.outRecords());
        SingleOutputStreamOperator<T> kept = partitioned
                .transform("watermark", stream.getType(), new WatermarkKeeper<>(bookkeeping, counting, rows))
                .uid(bookkeeping.operator());
        return new KeyedWatermarks<>(
                DataStreamUtils.reinterpretAsKeyedStream(kept, key, keyType), kept.getSideOutput(rows));
    }
}
