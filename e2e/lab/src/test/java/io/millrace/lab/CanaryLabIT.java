package io.millrace.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.RunSettings;
import io.millrace.definition.RunSettings.Slot;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A live job's output is counted while a candidate starts beside it. Of a real candidate nothing is to be found; without
 * its guard the same count has to find something, or it would prove nothing.
 */
class CanaryLabIT {

    // It is a race; on a quiet machine the first try finds it.
    private static final int TRIES = 6;

    private static final Broker BROKER = new Broker();

    @TempDir
    @SuppressWarnings("NullAway.Init") // set by JUnit
    private Path folder;

    @AfterAll
    static void stop() {
        BROKER.close();
    }

    @ParameterizedTest
    @EnumSource
    void only_a_candidate_whose_sink_has_the_live_ones_uid_does_harm_and_that_is_found(Pace pace) throws Exception {
        try (SideBySide lab = new SideBySide(BROKER, folder, pace)) {
            // given, when
            Harm ofARealOne = lab.candidate(Guard.IN_PLACE);

            // then
            assertThat(ofARealOne).isEqualTo(Harm.NONE);

            // given, when
            Harm withoutGuard = Harm.NONE;
            for (int i = 0; i < TRIES && !pace.shows(withoutGuard); i++) {
                withoutGuard = lab.candidate(Guard.SINK_UID_UNCHANGED);
            }

            // then
            assertThat(pace.shows(withoutGuard))
                    .as("harm found in %d tries; the last: %s", TRIES, withoutGuard)
                    .isTrue();
        }
    }

    @Test
    void a_candidate_with_the_live_jobs_transactional_prefix_is_refused_before_it_starts() {
        // given
        LabPipeline pipeline = LabPipeline.named("prefixes", BROKER.access(), Duration.ofSeconds(2));
        RunSettings candidate = pipeline.candidateOf("0");
        String live = pipeline.live().transactionalIdPrefix();
        String own = candidate.transactionalIdPrefix();
        assertThat(live.startsWith(own) || own.startsWith(live))
                .as("%s, %s: connectors look for what begins alike", live, own)
                .isFalse();

        // when: it is the slot that makes the prefix
        String asLive = DefinitionFiles.write(candidate).replace('"' + Slot.CANARY.name() + '"', "\"PROD\"");

        // then
        assertThatThrownBy(() -> DefinitionFiles.readRun(asLive))
                .hasMessageContaining("only a candidate is compared with the live job");
    }
}
