package io.millrace.job.restarts;

/** A keyed step by its definition. It keeps everything for ever and knows no restarts, only what they do to event time. */
interface NaiveStep extends NaiveWatermarks.Passed {

    /** @param watermark where the subtask that reads it is */
    void arrives(Event event, long watermark);

    Written written();
}
