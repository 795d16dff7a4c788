package io.millrace.job.watermarks;

import static io.millrace.job.Definitions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.SourceDefinition.EventTime;
import io.millrace.definition.SourceDefinition.JsonDecode;
import io.millrace.definition.SourceDefinition.StartFrom;
import io.millrace.definition.SourceDefinition.TimeUnit;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkGeneratorSupplier;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.util.clock.ManualClock;
import org.apache.flink.util.clock.RelativeClock;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventTimeStrategyTest {

    private static final Origin ORIGIN = new Origin.Computed("none", new Row(), 1);

    private final ManualClock clock = new ManualClock();
    private final Recording output = new Recording();

    @Test
    void the_watermark_stays_behind_the_latest_event_time() {
        // given
        WatermarkGenerator<Envelope> partition = partition(strategy(5000, 0));

        // when
        event(partition, 20_000);
        event(partition, 10_000);
        partition.onPeriodicEmit(output);

        // then
        assertThat(output.watermarks).containsExactly(14_999L);
    }

    @Test
    void event_times_are_read_in_their_unit() {
        // given
        SourceDefinition source = source(new EventTime(0, TimeUnit.SECONDS, 0, 0, 0));

        // when
        long time = EventTimeStrategy.of(source)
                .createTimestampAssigner(() -> UnregisteredMetricsGroup.createOperatorMetricGroup())
                .extractTimestamp(good(7), 99);

        // then
        assertThat(time).isEqualTo(7000);
    }

    @Test
    void failures_do_not_move_it() {
        // given
        WatermarkGenerator<Envelope> partition = partition(strategy(0, 0));

        // when
        partition.onEvent(bad(), 1_000_000, output);
        partition.onPeriodicEmit(output);

        // then
        assertThat(output.watermarks).allMatch(watermark -> watermark < 0);
    }

    @Test
    void a_partition_of_nothing_but_failures_becomes_idle() {
        // given
        WatermarkGenerator<Envelope> partition = partition(strategy(0, 1000));

        // when
        for (int i = 0; i < 5; i++) {
            clock.advanceTime(Duration.ofMillis(500));
            partition.onEvent(bad(), 1, output);
            partition.onPeriodicEmit(output);
        }

        // then
        assertThat(output.idle).isTrue();
    }

    @Test
    void a_partition_that_is_never_idle_stays_active() {
        // given
        WatermarkGenerator<Envelope> partition = partition(strategy(0, 0));

        // when
        clock.advanceTime(Duration.ofDays(1));
        partition.onPeriodicEmit(output);

        // then
        assertThat(output.idle).isFalse();
    }

    @Test
    void a_subtask_that_is_given_no_partition_becomes_idle_all_the_same() {
        // given
        WatermarkGenerator<Envelope> subtask = generator(strategy(0, 0));

        // when
        subtask.onPeriodicEmit(output);
        assertThat(output.idle).isFalse();
        clock.advanceTime(IdleWithoutPartitions.HANDING_OUT.plusMillis(1));
        subtask.onPeriodicEmit(output);

        // then
        assertThat(output.idle).isTrue();
    }

    @Test
    void a_subtask_with_a_partition_does_not() {
        // given
        WatermarkStrategy<Envelope> strategy = strategy(0, 0);
        WatermarkGenerator<Envelope> subtask = generator(strategy);
        generator(strategy);

        // when
        clock.advanceTime(Duration.ofDays(1));
        subtask.onPeriodicEmit(output);

        // then
        assertThat(output.idle).isFalse();
    }

    @Test
    void without_event_time_there_are_no_watermarks() {
        // given
        WatermarkGenerator<Envelope> none = generator(EventTimeStrategy.of(source(null)));

        // when
        event(none, 5);
        none.onPeriodicEmit(output);

        // then
        assertThat(output.watermarks).isEmpty();
    }

    private void event(WatermarkGenerator<Envelope> generator, long time) {
        generator.onEvent(good(time), time, output);
    }

    private static Envelope good(long time) {
        return new Envelope.Good(new Row(time), ORIGIN);
    }

    private static Envelope bad() {
        return new Envelope.Bad(Failure.of(DeadLetterCode.DECODE, Failure.Stage.DECODE, "s", "no"), ORIGIN);
    }

    private static WatermarkStrategy<Envelope> strategy(long outOfOrder, long idleAfter) {
        return EventTimeStrategy.of(source(new EventTime(0, TimeUnit.MILLIS, outOfOrder, idleAfter, 0)));
    }

    private static SourceDefinition source(@Nullable EventTime eventTime) {
        return new SourceDefinition(
                "s", "source:s@1", "s", new JsonDecode(row("at BIGINT")), eventTime, StartFrom.EARLIEST);
    }

    // Flink asks for the subtask's generator before it asks for those of partitions.
    private WatermarkGenerator<Envelope> partition(WatermarkStrategy<Envelope> strategy) {
        generator(strategy);
        return generator(strategy);
    }

    private WatermarkGenerator<Envelope> generator(WatermarkStrategy<Envelope> strategy) {
        return strategy.createWatermarkGenerator(new WatermarkGeneratorSupplier.Context() {
            @Override
            public MetricGroup getMetricGroup() {
                return UnregisteredMetricsGroup.createOperatorMetricGroup();
            }

            @Override
            public RelativeClock getInputActivityClock() {
                return clock;
            }
        });
    }

    private static final class Recording implements WatermarkOutput {
        private final List<Long> watermarks = new ArrayList<>();
        private boolean idle;

        @Override
        public void emitWatermark(Watermark watermark) {
            watermarks.add(watermark.getTimestamp());
            idle = false;
        }

        @Override
        public void markIdle() {
            idle = true;
        }

        @Override
        public void markActive() {
            idle = false;
        }
    }
}
