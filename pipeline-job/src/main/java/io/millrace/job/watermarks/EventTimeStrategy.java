package io.millrace.job.watermarks;

import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.job.logic.EventTimes;
import io.millrace.job.records.Envelope;
import java.time.Duration;
import org.apache.flink.api.common.eventtime.BoundedOutOfOrdernessWatermarks;
import org.apache.flink.api.common.eventtime.TimestampAssigner;
import org.apache.flink.api.common.eventtime.TimestampAssignerSupplier;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.eventtime.WatermarksWithIdleness;

/** Event times and watermarks of one source; Flink makes one generator for each partition. */
public final class EventTimeStrategy implements WatermarkStrategy<Envelope> {

    private static final long serialVersionUID = 1;

    private final int column;
    private final SourceDefinition.TimeUnit unit;
    private final long maxOutOfOrderMillis;
    private final long idleAfterMillis;
    private final long rejectFutureMillis;
    // Of this subtask alone: each gets a copy of the strategy.
    private transient int generators;

    private EventTimeStrategy(EventTime eventTime) {
        this.column = eventTime.column();
        this.unit = eventTime.unit();
        this.maxOutOfOrderMillis = eventTime.maxOutOfOrderMillis();
        this.idleAfterMillis = eventTime.idleAfterMillis();
        this.rejectFutureMillis = eventTime.rejectFutureMillis();
    }

    public static WatermarkStrategy<Envelope> of(SourceDefinition source) {
        return source.eventTime() == null
                ? WatermarkStrategy.noWatermarks()
                : new EventTimeStrategy(source.eventTime());
    }

    @Override
    public TimestampAssigner<Envelope> createTimestampAssigner(TimestampAssignerSupplier.Context context) {
        EventTimes times =
                new EventTimes(new EventTime(column, unit, maxOutOfOrderMillis, idleAfterMillis, rejectFutureMillis));
        return (envelope, recordTimestamp) ->
                envelope instanceof Envelope.Good good ? times.millis(good.row()) : recordTimestamp;
    }

    @Override
    public WatermarkGenerator<Envelope> createWatermarkGenerator(WatermarkGeneratorSupplier.Context context) {
        // Flink asks first for the subtask as a whole, then for each partition that it reads.
        boolean ofThePartition = generators++ > 0;
        WatermarkGenerator<Envelope> bounded =
                new BoundedOutOfOrdernessWatermarks<>(Duration.ofMillis(maxOutOfOrderMillis));
        if (idleAfterMillis > 0) {
            return new GoodRecordsOnly(new WatermarksWithIdleness<>(
                    bounded, Duration.ofMillis(idleAfterMillis), context.getInputActivityClock()));
        }
        return new GoodRecordsOnly(
                ofThePartition
                        ? bounded
                        : new IdleWithoutPartitions(bounded, () -> generators == 1, context.getInputActivityClock()));
    }
}
