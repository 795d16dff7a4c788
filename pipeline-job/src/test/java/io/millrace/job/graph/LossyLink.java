package io.millrace.job.graph;

import io.millrace.job.records.OutRecord;
import java.lang.reflect.Field;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.functions.FilterFunction;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.operators.StreamFilter;
import org.apache.flink.streaming.api.transformations.OneInputTransformation;

/** A planted bug: somewhere in the graph one record is lost on its way, the first one, and only that. */
record LossyLink(String test, String uid) implements FilterFunction<Object> {

    private static final long serialVersionUID = 1;
    private static final ConcurrentHashMap<String, Object> LOST = new ConcurrentHashMap<>();

    @Override
    public boolean filter(Object record) {
        boolean ofTheBooks = record instanceof OutRecord out && out.topic().equals("ledger");
        return ofTheBooks || LOST.putIfAbsent(test + uid, record) != null;
    }

    /** Before the operator of the uid. */
    void into(StreamExecutionEnvironment env) {
        env.getTransformations().stream()
                .filter(transformation -> uid.equals(transformation.getUid()))
                .map(transformation -> (OneInputTransformation<?, ?>) transformation)
                .forEach(behind -> cutIn(this, behind));
    }

    // Flink offers no way to change a graph that is built.
    static <T> void cutIn(FilterFunction<Object> link, OneInputTransformation<T, ?> behind) {
        @SuppressWarnings("unchecked")
        Transformation<T> ahead = (Transformation<T>) behind.getInputs().get(0);
        @SuppressWarnings("unchecked")
        FilterFunction<T> filter = (FilterFunction<T>) (FilterFunction<?>) link;
        var lossy = new OneInputTransformation<>(
                ahead, "loses one", new StreamFilter<>(filter), ahead.getOutputType(), behind.getParallelism());
        lossy.setUid("before " + behind.getUid());
        try {
            Field input = OneInputTransformation.class.getDeclaredField("input");
            input.setAccessible(true);
            input.set(behind, lossy);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Flink builds its graphs in another way", e);
        }
    }
}
