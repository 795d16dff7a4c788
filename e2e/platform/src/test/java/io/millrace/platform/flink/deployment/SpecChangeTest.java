package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecChangeTest {

    private static final String BEFORE =
            "{'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'state': 'running'}}";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            {'image': 'b', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'state': 'running'}} | true
            {'image': 'a', 'flinkConfiguration': {'x': '2'}, 'job': {'args': ['1'], 'state': 'running'}} | true
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['2'], 'state': 'running'}} | true
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1']}, 'restartNonce': 1} | true
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1']}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'state': 'suspended'}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'upgradeMode': 'savepoint'}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'initialSavepointPath': 'p'}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'entryClass': null}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'savepointRedeployNonce': 1}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1'}, 'job': {'args': ['1'], 'parallelism': 2}} | true
            {'image': 'a', 'flinkConfiguration': {'x': '1', 'kubernetes.operator.y': '2'}, 'job': {'args': ['1']}} | false
            {'image': 'a', 'flinkConfiguration': {'x': '1', 'parallelism.default': '2'}, 'job': {'args': ['1']}} | false
            """)
    void a_job_is_restarted_for_what_it_would_notice(String after, boolean needsRestart) {
        assertThat(SpecChange.needsRestart(PretendResource.json(BEFORE), PretendResource.json(after)))
                .isEqualTo(needsRestart);
    }

    @Test
    void a_nonce_that_is_taken_away_restarts_nothing() {
        assertThat(SpecChange.needsRestart(
                        PretendResource.json("{'restartNonce': 1}"), PretendResource.json("{'restartNonce': null}")))
                .isFalse();
    }
}
