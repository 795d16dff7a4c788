package io.millrace.job.watermarks;

import io.millrace.job.records.Envelope;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.RelativeClock;

/**
 * Where partitions never count as idle, a subtask that has none would still hold every window open: Flink gives it no
 * watermark. So it is idle once it has been left without partitions for longer than handing them out takes.
 */
final class IdleWithoutPartitions implements WatermarkGenerator<Envelope> {

    static final Duration HANDING_OUT = Duration.ofSeconds(20);

    private final WatermarkGenerator<Envelope> generator;
    private final BooleanSupplier hasNoPartitions;
    private final RelativeClock clock;
    private final long start;
    private boolean active;

    IdleWithoutPartitions(
            WatermarkGenerator<Envelope> generator, BooleanSupplier hasNoPartitions, RelativeClock clock) {
        this.generator = generator;
        this.hasNoPartitions = hasNoPartitions;
        this.clock = clock;
        this.start = clock.relativeTimeNanos();
    }

    @Override
    public void onEvent(Envelope envelope, long eventTimestamp, WatermarkOutput output) {
        active = true;
        generator.onEvent(envelope, eventTimestamp, output);
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        boolean waitedLongEnough = clock.relativeTimeNanos() - start > HANDING_OUT.toNanos();
        if (!active && hasNoPartitions.getAsBoolean() && waitedLongEnough) {
            output.markIdle();
        } else {
            generator.onPeriodicEmit(output);
        }
    }
}
