package io.millrace.lab;

import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.state.OperatorUids;
import org.apache.flink.api.dag.Transformation;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** What keeps a candidate from the live job's transactions, and candidates from which it was taken away. */
enum Guard {
    /** As every candidate runs. */
    IN_PLACE,

    /** As a copy of a job runs when nobody thinks of it: a transactional prefix of its own, and the sink's uid as it was. */
    SINK_UID_UNCHANGED {
        @Override
        void change(StreamExecutionEnvironment env, RunSettings live) {
            String own = OperatorUids.sink(live.shortUid(), Slot.CANARY);
            Transformation<?> sink = env.getTransformations().stream()
                    .filter(transformation -> own.equals(transformation.getUid()))
                    .findFirst()
                    .orElseThrow();
            sink.setUid(OperatorUids.sink(live.shortUid(), Slot.PROD));
        }
    };

    void change(StreamExecutionEnvironment env, RunSettings live) {}
}
