package io.millrace.compiler;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.millrace.api.v1alpha1.PipelineSpec;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FlinkRulesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "-",
            textBlock =
                    """
                    # spec                                                                              | refused
                    {}                                                                                  | -
                    {flink: {checkpoints: {interval: 299s}}}                                            | -
                    {flink: {checkpoints: {interval: 5m}}}                                              | interval
                    {flink: {checkpoints: {interval: 1s, minPause: 5m}}}                                | minPause
                    {flink: {checkpoints: {interval: 5m}}, rollout: {deadlines: {settle: 6m}}}          | -
                    {rollout: {deadlines: {settle: 30s}}}                                               | interval
                    {rollout: {deadlines: {settle: 31s}}}                                               | -
                    {flink: {checkpoints: {interval: 100ms}}}                                           | -
                    {flink: {checkpoints: {interval: 99ms}}}                                            | interval
                    """)
    void a_job_completes_a_checkpoint_before_it_is_given_up(String spec, @Nullable String refused)
            throws JsonProcessingException {
        // given
        PipelineSpec read = new YAMLMapper().readValue(spec, PipelineSpec.class);
        Place place = Place.spec();

        // when
        FlinkRules.check(read.flink(), read.rollout(), place);

        // then
        assertThat(place.refusals())
                .extracting(Refusal::path)
                .isEqualTo(refused == null ? List.of() : List.of("spec.flink.checkpoints." + refused));
    }
}
