package io.millrace.operator.health;

import io.millrace.api.v1alpha1.PipelineStatus.Health;
import io.millrace.api.v1alpha1.PipelineStatus.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The verdict, and a sentence for everything that spoke against a better one. */
public final class HealthJudge {

    // A restart is news for so long; Flink restarts a job that lost a TaskManager without being asked.
    private static final Duration RECENT = Duration.ofMinutes(10);
    // One checkpoint may fail or be slow; a second one in a row is a pattern.
    private static final int MISSED_CHECKPOINTS = 3;
    private static final int LOST_CHECKPOINTS = 10;

    private HealthJudge() {}

    /** Empty when nothing is expected to run. */
    public static Optional<Health> judge(HealthFacts facts, Instant now) {
        if (!facts.expected()) {
            return Optional.empty();
        }
        List<String> unhealthy = new ArrayList<>();
        List<String> degraded = new ArrayList<>();
        state(facts, unhealthy);
        checkpoints(facts, now, unhealthy, degraded);
        // What has been delivered is wrong, and no restart makes it right.
        facts.imbalance().ifPresent(sentence -> unhealthy.add("the books do not balance: " + sentence));
        restarts(facts, now, degraded);
        lag(facts, degraded);
        degraded.addAll(facts.hindrances());
        return Optional.of(verdict(facts, unhealthy, degraded));
    }

    private static Health verdict(HealthFacts facts, List<String> unhealthy, List<String> degraded) {
        List<String> reasons = new ArrayList<>(unhealthy);
        reasons.addAll(degraded);
        reasons.addAll(facts.unreachable());
        if (!unhealthy.isEmpty()) {
            return new Health(Verdict.UNHEALTHY, reasons);
        }
        if (!facts.unreachable().isEmpty()) {
            return new Health(Verdict.UNKNOWN, reasons);
        }
        return degraded.isEmpty() ? new Health(Verdict.HEALTHY, null) : new Health(Verdict.DEGRADED, reasons);
    }

    private static void state(HealthFacts facts, List<String> unhealthy) {
        facts.jobState()
                .filter(state -> !state.equals("RUNNING"))
                .ifPresent(state -> unhealthy.add("the job is " + (state.isEmpty() ? "not there" : state)
                        + facts.error().map(error -> ": " + error).orElse("")));
        facts.idle().ifPresent(unhealthy::add);
    }

    private static void checkpoints(HealthFacts facts, Instant now, List<String> unhealthy, List<String> degraded) {
        if (facts.lastCheckpoint().isEmpty()) {
            return;
        }
        Duration age = Duration.between(facts.lastCheckpoint().get(), now);
        if (age.compareTo(facts.checkpointBudget().multipliedBy(LOST_CHECKPOINTS)) > 0) {
            unhealthy.add(noCheckpoint(facts, LOST_CHECKPOINTS));
        } else if (age.compareTo(facts.checkpointBudget().multipliedBy(MISSED_CHECKPOINTS)) > 0) {
            degraded.add(noCheckpoint(facts, MISSED_CHECKPOINTS));
        }
    }

    // Without the age itself: a sentence that moves would be written again and again.
    private static String noCheckpoint(HealthFacts facts, int times) {
        return "no checkpoint completed in " + times + " times the "
                + facts.checkpointBudget().toSeconds()
                + " s that one should take at most; output is not committed meanwhile";
    }

    private static void restarts(HealthFacts facts, Instant now, List<String> degraded) {
        facts.lastRestart()
                .filter(restart -> Duration.between(restart, now).compareTo(RECENT) < 0)
                .ifPresent(restart -> degraded.add("the job restarted within the last " + RECENT.toMinutes()
                        + " minutes (" + facts.restarts() + " restarts in all)"));
    }

    private static void lag(HealthFacts facts, List<String> degraded) {
        if (facts.lagIsGrowing()) {
            degraded.add("the job falls behind: its lag grows steadily");
        }
    }
}
