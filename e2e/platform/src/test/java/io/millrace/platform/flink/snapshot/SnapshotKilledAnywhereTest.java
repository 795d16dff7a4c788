package io.millrace.platform.flink.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.flink.deployment.Misbehaviours;
import io.millrace.platform.flink.deployment.PretendResource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The runtime and Flink's memory of what it was asked for end between any two doings; a snapshot comes about anyway. */
class SnapshotKilledAnywhereTest {

    private final PretendSnapshot snapshot = pretend();

    private static PretendSnapshot pretend() {
        PretendSnapshot pretend = new PretendSnapshot(
                "snap-1",
                PretendResource.json("{'jobReference': {'name': 'app'}, 'savepoint': {}, 'backoffLimit': 1}"),
                Map.of());
        pretend.target(Optional.of(new TargetJob(
                "job-1", true, Optional.of("file:///savepoints"), Duration.ofMinutes(10), Misbehaviours.NONE)));
        return pretend;
    }

    private static void live(PretendSnapshot snapshot) {
        snapshot.settle();
        snapshot.later(Duration.ofSeconds(10));
        snapshot.settle();
    }

    static IntStream points() {
        PretendSnapshot undisturbed = pretend();
        live(undisturbed);
        undisturbed.delete();
        undisturbed.settle();
        return IntStream.rangeClosed(1, undisturbed.points());
    }

    @ParameterizedTest
    @MethodSource("points")
    void it_completes_and_goes(int point) {
        // given
        snapshot.dieAt(point);
        // when
        live(snapshot);
        // then
        assertThat(snapshot.status().state()).isEqualTo(SnapshotState.COMPLETED);
        assertThat(snapshot.status().path()).isPresent();

        // when
        snapshot.delete();
        snapshot.settle();
        // then
        assertThat(snapshot.isGone()).isTrue();
        assertThat(snapshot.disposed).hasSize(1);
    }
}
