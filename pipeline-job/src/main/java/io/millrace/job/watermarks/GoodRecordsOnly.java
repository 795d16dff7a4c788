package io.millrace.job.watermarks;

import io.millrace.job.records.Envelope;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Keeps failures from the watermark. They do not even end the idleness of their partition: one that brings nothing but
 * garbage would hold all others back for ever.
 */
final class GoodRecordsOnly implements WatermarkGenerator<Envelope> {

    private final WatermarkGenerator<Envelope> generator;

    GoodRecordsOnly(WatermarkGenerator<Envelope> generator) {
        this.generator = generator;
    }

    @Override
    public void onEvent(Envelope envelope, long eventTimestamp, WatermarkOutput output) {
        if (envelope instanceof Envelope.Good) {
            generator.onEvent(envelope, eventTimestamp, output);
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        generator.onPeriodicEmit(output);
    }
}
