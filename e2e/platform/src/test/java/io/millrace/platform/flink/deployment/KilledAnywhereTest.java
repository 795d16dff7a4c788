package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Killed with all its processes between any two of its doings, a runtime comes back and nothing of a job is lost. */
class KilledAnywhereTest {

    private static final String CHOSEN = "file:///savepoints/chosen";

    private final PretendResource app = new PretendResource(PretendResource.SPEC);

    /** Edits, with time enough after each, and what the last job drops on purpose by what it starts from. */
    record Life(String name, Optional<String> drops, List<String> edits) {

        static Life of(String name, String... edits) {
            return new Life(name, Optional.empty(), List.of(edits));
        }

        Life dropping(String by) {
            return new Life(name, Optional.of(" by " + by), edits);
        }

        void live(PretendResource app) {
            app.settle();
            edits.forEach(edit -> {
                app.patchJob(edit);
                app.settle();
            });
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static final Life BY_SAVEPOINT = Life.of(
            "by savepoint", "{'args': ['150']}", "{'state': 'suspended'}", "{'state': 'running', 'parallelism': 2}");

    private static Stream<Life> lives() {
        return Stream.of(
                BY_SAVEPOINT,
                Life.of(
                        "by last state",
                        "{'args': ['150'], 'upgradeMode': 'last-state'}",
                        "{'state': 'suspended'}",
                        "{'state': 'running', 'parallelism': 2}"),
                Life.of(
                        "by one and the other",
                        "{'args': ['150'], 'upgradeMode': 'last-state'}",
                        "{'args': ['100'], 'upgradeMode': 'savepoint'}",
                        "{'state': 'suspended', 'upgradeMode': 'last-state'}",
                        "{'state': 'running', 'parallelism': 2}"),
                Life.of(
                                "redeployed",
                                "{'args': ['150']}",
                                "{'savepointRedeployNonce': 1, 'parallelism': 2, 'initialSavepointPath': '" + CHOSEN
                                        + "'}")
                        .dropping(CHOSEN),
                Life.of("stateless", "{'args': ['150'], 'upgradeMode': 'stateless', 'parallelism': 2}")
                        .dropping("nothing"));
    }

    static Stream<Arguments> points() {
        return lives().flatMap(life -> {
            PretendResource undisturbed = new PretendResource(PretendResource.SPEC);
            life.live(undisturbed);
            return IntStream.rangeClosed(1, undisturbed.points()).mapToObj(point -> Arguments.of(life, point));
        });
    }

    @ParameterizedTest
    @MethodSource("points")
    void it_comes_to_the_same_end(Life life, int point) {
        // given
        app.dieAt(point);
        // when
        life.live(app);
        // then
        int generation = life.edits().size() + 1;
        assertThat(app.lines)
                .last()
                .asString()
                .startsWith("STABLE | JM READY | job RUNNING | DEPLOYED | generation " + generation)
                .doesNotContain("behind");
        assertThat(app.cluster.taskManagers()).isEqualTo(2);
        assertThat(app.cluster.losses)
                .allMatch(loss -> life.drops().filter(loss::endsWith).isPresent());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6})
    void and_a_deleted_deployment_leaves_nothing(int point) {
        // given
        BY_SAVEPOINT.live(app);
        app.dieAt(point);
        // when
        app.delete();
        app.settle();
        // then
        assertThat(app.isGone()).isTrue();
        assertThat(app.cluster.taskManagers()).isZero();
    }
}
