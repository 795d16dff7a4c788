package io.millrace.operator.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What health is judged from.
 *
 * @param expected whether a job should run now; nothing is expected of one that is suspended or being replaced
 * @param jobState Flink's word; empty when Flink could not be asked
 * @param idle why tasks do not run although Flink says that the job does
 * @param lastRestart when the job was last seen to restart
 * @param lastCheckpoint when the last checkpoint completed, or the job was started
 * @param checkpointBudget how long a checkpoint may take from the end of the one before
 * @param lagIsGrowing whether the job falls ever further behind
 * @param imbalance what is wrong with the books
 * @param hindrances what stands in the job's way or will: topics that somebody changed, a system that it will need; a
 *     sentence each
 * @param unreachable systems that could not be asked for what health is judged from, a sentence each
 */
public record HealthFacts(
        boolean expected,
        Optional<String> jobState,
        Optional<String> error,
        Optional<String> idle,
        int restarts,
        Optional<Instant> lastRestart,
        Optional<Instant> lastCheckpoint,
        Duration checkpointBudget,
        boolean lagIsGrowing,
        Optional<String> imbalance,
        List<String> hindrances,
        List<String> unreachable) {}
