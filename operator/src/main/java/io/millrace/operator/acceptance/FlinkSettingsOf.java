package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.FlinkSpec;
import io.millrace.compiler.DurationText;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.FlinkSettings;

/** What the job runs on: the spec's wishes and the administrator's decisions, pinned. */
final class FlinkSettingsOf {

    /** Of the bundled job. */
    static final String FLINK_VERSION = "2.2";

    private FlinkSettingsOf() {}

    static FlinkSettings pin(PipelineId pipeline, FlinkSpec spec, OperatorConfig config, String millraceVersion) {
        String image =
                config.flink().image().replace("{version}", millraceVersion).replace("{flink}", FLINK_VERSION);
        FlinkSpec.Checkpoints checkpoints = spec.checkpoints();
        return new FlinkSettings(
                image,
                "v" + FLINK_VERSION.replace('.', '_'),
                config.flink().serviceAccount(),
                stateFolder(pipeline, config),
                spec.parallelism(),
                spec.maxParallelism(),
                switch (spec.stateBackend()) {
                    case ROCKSDB -> FlinkSettings.StateBackend.ROCKSDB;
                    case HEAP -> FlinkSettings.StateBackend.HEAP;
                },
                new FlinkSettings.Checkpoints(
                        DurationText.parseMillis(checkpoints.interval()),
                        DurationText.parseMillis(checkpoints.minPause()),
                        DurationText.parseMillis(checkpoints.timeout())),
                FlinkSettings.Resources.of(
                        spec.jobManager().cpu(), spec.jobManager().memory()),
                FlinkSettings.Resources.of(
                        spec.taskManager().cpu(), spec.taskManager().memory()),
                spec.taskManager().slots());
    }

    // A pipeline that is deleted and made again under the same name must not find the old one's state.
    private static String stateFolder(PipelineId pipeline, OperatorConfig config) {
        return config.stateRoot() + "/" + pipeline.namespace() + "/" + pipeline.name() + "-" + pipeline.shortUid();
    }
}
