package io.millrace.job.watermarks;

import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.datastream.DataStreamUtils;
import org.apache.flink.streaming.api.datastream.KeyedStream;
import org.apache.flink.streaming.api.transformations.PartitionTransformation;
import org.apache.flink.streaming.runtime.partitioner.KeyGroupStreamPartitioner;

/** Partitions by key, as Flink's {@code keyBy}, with a keeper of the watermark before whatever is keyed. */
public final class KeyedWatermarks {

    private KeyedWatermarks() {}

    /** @param uid of the step whose watermark is kept; the keeper's state goes when the step's state is given up */
    public static <T, K> KeyedStream<T, K> keyBy(
            DataStream<T> stream, KeySelector<T, K> key, TypeInformation<K> keyType, String uid) {
        // keyBy itself would make a keyed operator of the keeper, with a state backend of its own that nobody uses.
        // The number of key groups is set by Flink when it is known; this is its own placeholder.
        DataStream<T> partitioned = new DataStream<>(
                stream.getExecutionEnvironment(),
                new PartitionTransformation<>(
                        stream.getTransformation(),
                        new KeyGroupStreamPartitioner<>(
                                key, KeyGroupRangeAssignment.DEFAULT_LOWER_BOUND_MAX_PARALLELISM)));
        DataStream<T> kept = partitioned
                .transform("watermark", stream.getType(), new WatermarkKeeper<>())
                .uid("watermark:" + uid);
        return DataStreamUtils.reinterpretAsKeyedStream(kept, key, keyType);
    }
}
