package io.millrace.operator.faults;

import static io.millrace.operator.faults.SpecEdits.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.pipeline.Model;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A savepoint that comes when nobody waits for it any more is removed, wherever the operator ends meanwhile. */
class UnclaimedSavepointsTest {

    private static final String RULE = "/steps/0/validate/0/expr";

    static Stream<Flow> flows() {
        return Stream.of(
                flow(
                        "edit while a savepoint is taken by the clock",
                        stage -> stage.edit(set("/savepoints", Map.of("schedule", "0 * * * *"))),
                        stage -> stage.pass(Duration.ofHours(1)),
                        stage -> stage.edit(set(RULE, "kind = 'view'"))),
                flow(
                        "give a candidate up while its savepoint is taken",
                        stage -> stage.edit(set("/rollout", Map.of("strategy", "Canary"))),
                        stage -> stage.edit(set(RULE, "kind = 'view'")),
                        UnclaimedSavepointsTest::giveUp));
    }

    private static Flow flow(String name, Consumer<Model> before, Consumer<Model> asks, Consumer<Model> overtakes) {
        return new Flow(
                name,
                stage -> {
                    stage.settle();
                    before.accept((Model) stage);
                    stage.settle();
                    ((Model) stage).takeSavepointsSlowly();
                },
                stage -> play((Model) stage, asks, overtakes));
    }

    private static void play(Model model, Consumer<Model> asks, Consumer<Model> overtakes) {
        asks.accept(model);
        model.settle();
        overtakes.accept(model);
        model.settle();
        model.completeSavepoints();
        model.settle();
        assertThat(model.savepoints()).isEqualTo("[] asked for, [file:/state/snapshot-1] removed");
    }

    private static void giveUp(Model model) {
        String name = model.state().stored().candidate().orElseThrow().name().toString();
        model.edit(set("/rollout", Map.of("strategy", "Canary", "abort", name)));
    }

    @ParameterizedTest
    @MethodSource("flows")
    void wherever_it_ends_the_next_one_removes_it(Flow flow) {
        // given
        Matrix matrix = new Matrix(flow);
        List<Call> writes = matrix.writes();
        // when
        List<Outcome> outcomes = matrix.withEvery(writes, call -> Fault.CRASHES, 1);
        // then
        assertThat(matrix.reference().violations()).isEmpty();
        assertThat(outcomes).hasSize(writes.size() * Fault.CRASHES.size()).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
