package io.millrace.operator.faults;

import static io.millrace.operator.faults.SpecEdits.set;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.pipeline.Model;
import io.millrace.operator.revisions.RevisionName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Users who edit and systems that fail, in an order that a seed has made: once all is well again, so is the pipeline. */
class RandomWalksTest {

    private static final int WALKS = Integer.getInteger("millrace.walks", 40);
    private static final int STEPS = 16;
    private static final int MOST_TURNS = 14;
    // Of a hundred writes.
    private static final int GONE_WRONG = 3;
    private static final Duration DEADLINE = Duration.ofMinutes(21);
    private static final String RULE = "/steps/0/validate/0/expr";

    static IntStream seeds() {
        return IntStream.rangeClosed(1, WALKS);
    }

    /** One walk, with what was done on it for whom has to find out why it went wrong. */
    private static final class Walk {

        private final List<String> path = new ArrayList<>();
        private final Faults faults = new Faults();
        private final Model model = new Model(faults);
        private final Recorder recorder = new Recorder(model::state);
        private final Random random;
        private int nonce;

        Walk(int seed) {
            random = new Random(seed);
            model.keepBooks();
            faults.watch(recorder);
        }

        void go() {
            faults.plan(call -> call.write() && random.nextInt(100) < GONE_WRONG ? hit(call) : Fault.NONE);
            for (int step = 0; step < STEPS; step++) {
                step();
                for (int turns = random.nextInt(MOST_TURNS); turns > 0; turns--) {
                    model.turn();
                }
            }
        }

        private Fault hit(Call call) {
            List<Fault> possible = new ArrayList<>(Fault.CRASHES);
            possible.addAll(Fault.answersOf(call));
            Fault fault = possible.get(random.nextInt(possible.size()));
            path.add(call.name() + " " + fault);
            return fault;
        }

        private void step() {
            switch (random.nextInt(27)) {
                case 0, 1, 2 -> edit(RULE, "kind = 'k" + random.nextInt(3) + "'");
                case 3 -> edit(RULE, "kynd = 'typo'");
                case 4 -> edit("/flink/parallelism", 1 + random.nextInt(4));
                case 5 -> edit("/suspend", true);
                case 6 -> edit("/suspend", false);
                case 7 -> edit("/restartNonce", ++nonce);
                case 8 -> edit("/rollout", Map.of("strategy", "Canary"));
                case 9 -> edit("/rollout", Map.of("strategy", "Savepoint"));
                case 10 -> edit("/rollout", Map.of("strategy", "Canary", "promotion", "Automatic"));
                case 11 -> decide();
                case 12 -> compare();
                case 13 -> flip("jobs do not come up", model::failJobs);
                case 14 -> flip("jobs cannot be stopped", model::holdJobs);
                case 15 -> flip("Flink does not answer", model::takeAwayRest);
                case 16 -> flip("no FlinkDeployment is taken", model::refuseJobs);
                case 17 -> walk("the live job fails", model::breakJob);
                case 18 -> walk("another operator", model::restart);
                case 19 -> flip("jobs fail after a checkpoint", model::failJobsAfterCheckpoint);
                case 20 -> flip("Kafka is away", model::takeAwayKafka);
                case 21 -> flip("the registry is away", model::takeAwayRegistry);
                case 22 -> walk("the candidate fails", model::breakCandidate);
                case 23 -> restore();
                case 24 -> edit("/rollout", Map.of("onFailure", random.nextBoolean() ? "Manual" : "Automatic"));
                default -> {
                    Duration time = Duration.ofMinutes(random.nextInt(30));
                    walk(time + " pass", () -> model.pass(time));
                }
            }
        }

        private void edit(String field, Object value) {
            walk(field + " = " + value, () -> model.edit(set(field, value)));
        }

        private void decide() {
            Optional<RevisionName> candidate =
                    model.state().stored().candidateStanding().map(standing -> standing.name());
            String what = random.nextBoolean() ? "promote" : "abort";
            candidate.ifPresent(
                    name -> edit("/rollout", Map.of("strategy", "Canary", what, name.toString(), "force", true)));
        }

        private void restore() {
            List<Savepoint> kept = model.state().stored().savepoints();
            if (!kept.isEmpty()) {
                String name = kept.get(random.nextInt(kept.size())).name();
                edit("/restore", Map.of("savepoint", name, "nonce", ++nonce));
            }
        }

        private void compare() {
            long different = random.nextInt(3) == 0 ? 7 : 0;
            walk("compared, different: " + different, () -> model.compared(5_000, different));
        }

        private void flip(String what, Consumer<Boolean> flipped) {
            boolean on = random.nextBoolean();
            walk(what + " " + on, () -> flipped.accept(on));
        }

        private void walk(String what, Runnable step) {
            path.add(what);
            step.run();
        }

        /** Everything is there again, and the user wants something simple. */
        void recover() {
            faults.plan(call -> Fault.NONE);
            model.failJobs(false);
            model.failJobsAfterCheckpoint(false);
            model.takeAwayKafka(false);
            model.takeAwayRegistry(false);
            model.holdJobs(false);
            model.takeAwayRest(false);
            model.refuseJobs(false);
            model.healJob();
            model.edit(set("/rollout", Map.of("strategy", "Savepoint")));
            model.edit(set("/suspend", false));
            model.edit(set(RULE, "kind = 'last'"));
            for (int i = 0; i < 3; i++) {
                model.settle();
                model.healJob();
                model.pass(DEADLINE);
            }
            model.settle();
            recorder.finish();
        }

        @Override
        public String toString() {
            return String.join("\n  ", path) + "\nhistory\n  " + String.join("\n  ", model.history())
                    + "\nconditions\n  " + model.conditions();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void the_pipeline_runs_what_was_asked_for_last(int seed) {
        // given
        Walk walk = new Walk(seed);
        walk.go();
        // when
        walk.recover();
        // then
        State end = walk.model.state();
        assertThat(walk.recorder.violations()).as("%s", walk).isEmpty();
        assertThat(walk.model.hotTurns()).as("%s", walk).isEmpty();
        assertThat(end.operation()).as("%s", walk).isEmpty();
        assertThat(walk.model.conditions().get("Ready")).as("%s", walk).startsWith("True");
        assertThat(end.jobs()).as("%s", walk).hasSize(1);
        JobState job = end.job().orElseThrow();
        assertThat(job.jobState()).as("%s", walk).isEqualTo("RUNNING");
        assertThat(Optional.of(job.asked().revision()))
                .as("%s", walk)
                .isEqualTo(end.stored().current().map(RevisionName::toString));
        assertThat(end.revisions().values())
                .filteredOn(revision ->
                        revision.name().toString().equals(job.asked().revision()))
                .as("%s", walk)
                .singleElement()
                .asString()
                .contains("last");
    }
}
