package io.millrace.operator.faults;

import static io.millrace.operator.faults.SpecEdits.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.pipeline.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The user does something else right after each write of each flow. */
class RacesTest {

    private static final String RULE = "/steps/0/validate/0/expr";

    static Stream<Flow> flows() {
        return Flows.ALL.stream();
    }

    static Stream<Flow> flowsThatEndWithAResource() {
        return flows().filter(flow -> !flow.name().startsWith("delete"));
    }

    // A promotion that has begun to stop the live job is finished first, so what the last spec is tried beside depends
    // on
    // when it comes.
    static Stream<Flow> flowsThatTheLastSpecEnds() {
        return flowsThatEndWithAResource().filter(flow -> !flow.equals(Flows.PROMOTE));
    }

    /** @param difference of an end from what it should be */
    private static List<Outcome> afterEveryWrite(
            Flow flow, Consumer<Model> what, Function<List<String>, List<String>> difference) {
        return new Matrix(flow)
                .writes().stream()
                        .parallel()
                        .map(write -> {
                            Meanwhile.Placed meanwhile = new Meanwhile.Placed(write.number(), what);
                            Played played = Played.of(flow, Between.NOTHING, meanwhile);
                            List<String> wrong = new ArrayList<>(played.violations());
                            wrong.addAll(difference.apply(played.ending()));
                            return new Outcome(
                                    flow.name(), write.number(), write.name(), "a race after it", true, wrong);
                        })
                        .toList();
    }

    @ParameterizedTest
    @MethodSource("flows")
    void a_pipeline_that_is_deleted_at_any_moment_leaves_nothing_behind(Flow flow) {
        // given
        Consumer<Stage> deletable = stage -> stage.edit(set("/topics/0/deletionPolicy", "Delete"));
        Flow cleanly = new Flow(
                flow.name(), deletable.andThen(flow.before()), flow.cause().andThen(RacesTest::followTheAdvice));
        // when
        List<Outcome> outcomes = afterEveryWrite(cleanly, Model::delete, RacesTest::leftBehind);
        // then
        assertThat(outcomes).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }

    // Of a job that does not run no last savepoint can be taken: the operator says so and waits for a person.
    private static void followTheAdvice(Stage stage) {
        stage.settle();
        State state = stage.state();
        if (state.resource().isMarkedForDeletion() && !state.gone()) {
            stage.edit(set("/deletion", Map.of("savepoint", false, "deadline", "10m")));
        }
    }

    // Schemas stay, and the topic that was there before.
    private static List<String> leftBehind(List<String> end) {
        return end.stream()
                .filter(line -> !line.equals("gone true"))
                .filter(line -> line.startsWith("gone")
                        || line.startsWith("job")
                        || line.startsWith("revision")
                        || (line.startsWith("topic") && !line.startsWith("topic shop.events")))
                .toList();
    }

    static Stream<Flow> flowsOfAJobThatDoesNotRun() {
        return Stream.of(Flows.CORRECT_STUCK, Flows.ROLLBACK);
    }

    @ParameterizedTest
    @MethodSource("flowsOfAJobThatDoesNotRun")
    void a_job_that_comes_to_itself_at_any_moment_does_no_harm(Flow flow) {
        // when
        List<Outcome> outcomes = afterEveryWrite(flow, Model::revive, RacesTest::notRunning);
        // then
        assertThat(outcomes).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }

    private static List<String> notRunning(List<String> end) {
        return end.stream()
                .filter(line -> line.startsWith("status.phase") || line.startsWith("open transaction"))
                .filter(line -> line.startsWith("open") ? !line.endsWith(job(end)) : !line.contains("Running"))
                .toList();
    }

    private static String job(List<String> end) {
        return end.stream()
                .filter(line -> line.startsWith("status.job.id "))
                .map(line -> line.substring("status.job.id ".length()))
                .findFirst()
                .orElse("no job");
    }

    @ParameterizedTest
    @MethodSource("flowsThatTheLastSpecEnds")
    void the_last_spec_wins_whenever_it_comes(Flow flow) {
        // given
        Consumer<Stage> last = stage -> {
            stage.edit(set("/suspend", false));
            stage.edit(set(RULE, "kind = 'other'"));
        };
        Flow edited = new Flow("edit", flow.before(), flow.cause().andThen(last));
        List<String> end = new Matrix(edited).reference().ending();
        // when
        List<Outcome> outcomes = afterEveryWrite(flow, last::accept, actual -> WhatMatters.difference(end, actual));
        // then
        assertThat(outcomes).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
