package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed with all its processes between any two of its doings, a runtime comes back and nothing of a job is lost. */
class KilledAnywhereTest {

    private final PretendResource app = new PretendResource(PretendResource.SPEC);

    static IntStream points() {
        PretendResource undisturbed = new PretendResource(PretendResource.SPEC);
        live(undisturbed);
        return IntStream.rangeClosed(1, undisturbed.points());
    }

    private static void live(PretendResource app) {
        app.settle();
        app.patchJob("{'args': ['150']}");
        app.settle();
        app.patchJob("{'state': 'suspended'}");
        app.settle();
        app.patchJob("{'state': 'running', 'parallelism': 2}");
        app.settle();
    }

    @ParameterizedTest
    @MethodSource("points")
    void nothing_is_lost(int point) {
        // given
        app.dieAt(point);
        // when
        live(app);
        // then
        assertThat(app.cluster.losses).isEmpty();
        assertThat(app.lines).last().isEqualTo("STABLE | JM READY | job RUNNING | DEPLOYED | generation 4 | path");
        assertThat(app.cluster.taskManagers()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void and_a_deleted_deployment_leaves_nothing(int point) {
        // given
        live(app);
        app.dieAt(point);
        // when
        app.delete();
        app.settle();
        // then
        assertThat(app.isGone()).isTrue();
        assertThat(app.cluster.taskManagers()).isZero();
    }
}
