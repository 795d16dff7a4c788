package io.millrace.job.graph;

import io.millrace.job.records.OutRecord;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

/** A job that fails once: before the stamp, when it has been given so many records of one topic. */
record FailingLink(String test, String topic, int at) implements FilterFunction<Object> {

    private static final long serialVersionUID = 1;
    private static final ConcurrentHashMap<String, AtomicInteger> COUNTS = new ConcurrentHashMap<>();

    @Override
    public boolean filter(Object record) {
        if (record instanceof OutRecord out && out.topic().equals(topic) && count().incrementAndGet() == at) {
            throw new IllegalStateException("killed on purpose");
        }
        return true;
    }

    boolean hasFailed() {
        return count().get() >= at;
    }

    private AtomicInteger count() {
        return COUNTS.computeIfAbsent(test + topic, key -> new AtomicInteger());
    }

    void into(StreamExecutionEnvironment env) {
        env.getTransformations().stream()
                .filter(transformation -> "epoch@1".equals(transformation.getUid()))
                .map(transformation -> (OneInputTransformation<?, ?>) transformation)
                .forEach(stamp -> LossyLink.cutIn(this, stamp));
    }
}
