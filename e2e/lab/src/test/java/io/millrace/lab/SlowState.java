package io.millrace.lab;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.apache.flink.runtime.state.FunctionInitializationContext;
import org.apache.flink.runtime.state.FunctionSnapshotContext;
import org.apache.flink.streaming.api.checkpoint.CheckpointedFunction;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.streaming.api.functions.source.legacy.SourceFunction;

/**
 * A part of a job whose state takes its time to be stored, as large state does or a store that is far away. Until it is,
 * what the other parts have prepared waits for its commit.
 */
@SuppressWarnings("deprecation") // what comes in its place takes a page to do nothing
final class SlowState implements SourceFunction<Integer>, CheckpointedFunction {

    private static final long serialVersionUID = 1;

    private final long millis;
    private transient volatile CountDownLatch ended;

    private SlowState(Duration takes) {
        this.millis = takes.toMillis();
        this.ended = new CountDownLatch(1);
    }

    static void into(StreamExecutionEnvironment env, Duration takes) {
        env.addSource(new SlowState(takes))
                .uid("slow-state")
                .sinkTo(new DiscardingSink<>())
                .uid("slow-state-end");
    }

    @Override
    public void initializeState(FunctionInitializationContext context) {
        ended = new CountDownLatch(1);
    }

    @Override
    public void run(SourceContext<Integer> context) throws InterruptedException {
        ended.await();
    }

    @Override
    public void cancel() {
        ended.countDown();
    }

    @Override
    public void snapshotState(FunctionSnapshotContext context) throws InterruptedException {
        Thread.sleep(millis);
    }
}
