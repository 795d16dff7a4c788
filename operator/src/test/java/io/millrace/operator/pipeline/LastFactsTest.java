package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LastFactsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final String STATUS =
            """
            metadata: {name: totals, namespace: shop, uid: u}
            status:
              conditions:
              - {type: Ready, status: Unknown, reason: KafkaUnreachable, lastTransitionTime: "2026-01-01T10:00:00Z"}
              - {type: SchemasValid, status: Unknown, reason: RegistryUnreachable, lastTransitionTime: "2026-01-01T11:10:00Z"}
              - {type: TopicsReady, status: Unknown, reason: KafkaUnreachable, lastTransitionTime: "2026-01-01T11:20:00Z"}
              - {type: JobRunning, status: "True", reason: Running, lastTransitionTime: "2026-01-01T11:30:00Z"}
            """;

    @ParameterizedTest
    @CsvSource({
        "REGISTRY_UNREACHABLE, 2026-01-01T11:10:00Z",
        "KAFKA_UNREACHABLE,    2026-01-01T11:20:00Z",
        "FLINK_UNREACHABLE,    2026-01-01T12:00:00Z",
    })
    void an_outage_that_the_status_tells_of_began_then(Reason system, String since) {
        // given
        StreamingPipeline pipeline = Serialization.unmarshal(STATUS, StreamingPipeline.class);
        Outage away = new Outage(system, "away");
        PolledFacts seen = new PolledFacts(
                Observed.unreachable(away),
                Optional.empty(),
                Observed.unreachable(away),
                false,
                Map.of("shop.totals", Observed.unreachable(away)),
                Observed.unreachable(away),
                Observed.unreachable(away),
                false,
                Observed.absent(),
                PolledCanary.NONE);
        // when
        PolledFacts told = new LastFacts().after(pipeline, seen, NOW, NOW);
        // then
        Outage expected = new Outage(system, "away, since " + since);
        assertThat(told)
                .isEqualTo(new PolledFacts(
                        Observed.unreachable(expected),
                        Optional.empty(),
                        Observed.unreachable(expected),
                        false,
                        Map.of("shop.totals", Observed.unreachable(expected)),
                        Observed.unreachable(expected),
                        Observed.unreachable(expected),
                        false,
                        Observed.absent(),
                        PolledCanary.NONE));
        assertThat(told.outages()).containsExactly(expected);
    }
}
