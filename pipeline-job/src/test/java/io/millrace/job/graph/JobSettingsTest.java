package io.millrace.job.graph;

import static org.apache.flink.configuration.CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.RunSettings;
import io.millrace.job.Definitions;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

    @Test
    void a_candidate_leaves_no_checkpoints_behind_and_the_live_job_does() {
        // given
        RunSettings live = Definitions.run();

        // when, then
        assertThat(JobSettings.of(live).get(EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        assertThat(JobSettings.of(live.candidate(null)).get(EXTERNALIZED_CHECKPOINT_RETENTION))
                .isEqualTo(ExternalizedCheckpointRetention.DELETE_ON_CANCELLATION);
    }
}
