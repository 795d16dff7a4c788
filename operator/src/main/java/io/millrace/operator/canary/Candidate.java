package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.CanaryTopic;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutOutcome;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.definition.Comparison;
import io.millrace.operator.revisions.RevisionName;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A candidate, as far as decisions depend on it. It is remembered before anything is made for it, and until a next one
 * comes.
 *
 * @param name of the revision that is tried
 * @param specHash of the spec that it was made from
 * @param live the revision that it is compared with
 * @param cut the state that it was started from, once there is
 * @param comparingSince when it had been restored and had completed a checkpoint
 * @param topics that were made for it, with Kafka's ids once these were seen; after its end those that are left
 * @param end how it ends, from when that is decided
 * @param stoppedAt when its job was gone
 * @param endedAt when nothing of it was left, or nobody waited any longer for what is
 */
public record Candidate(
        RevisionName name,
        String specHash,
        RevisionName live,
        Optional<Cut> cut,
        Instant startedAt,
        Optional<Instant> comparingSince,
        ComparedColumns columns,
        List<CanaryTopic> topics,
        Optional<End> end,
        Optional<Instant> stoppedAt,
        Optional<Instant> endedAt) {

    /** @param liveJob Flink's id of the job that the savepoint was taken of */
    public record Cut(String savepoint, String liveJob) {}

    /** @param why a sentence */
    public record End(RolloutOutcome outcome, String why) {

        private End leaving(List<CanaryTopic> left) {
            String names = left.stream().map(CanaryTopic::name).sorted().collect(Collectors.joining(", "));
            return new End(
                    outcome,
                    why + "; left behind are topics " + names + ", which could not be deleted in time: delete them with"
                            + " Kafka's own tools, as the next candidate cannot begin while they are there");
        }
    }

    public Candidate {
        topics = List.copyOf(topics);
    }

    public static Candidate begin(
            RevisionName name, String specHash, RevisionName live, ComparedColumns columns, Instant now) {
        return new Candidate(
                name,
                specHash,
                live,
                Optional.empty(),
                now,
                Optional.empty(),
                columns,
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    public static Optional<Candidate> of(PipelineStatus.@Nullable Rollout stored) {
        return Optional.ofNullable(stored)
                .map(rollout -> new Candidate(
                        RevisionName.parse(rollout.candidate()),
                        rollout.specHash(),
                        RevisionName.parse(rollout.live()),
                        Optional.ofNullable(rollout.savepoint()).map(path -> new Cut(path, rollout.liveJob())),
                        Instant.parse(rollout.startedAt()),
                        Optional.ofNullable(rollout.comparingSince()).map(Instant::parse),
                        new ComparedColumns(
                                orEmpty(rollout.ignore()),
                                orEmpty(rollout.allow()),
                                Optional.ofNullable(rollout.keysPercent()).orElse(Comparison.ALL_KEYS)),
                        orEmpty(rollout.topics()),
                        Optional.ofNullable(rollout.outcome()).map(outcome -> new End(outcome, rollout.message())),
                        Optional.ofNullable(rollout.stoppedAt()).map(Instant::parse),
                        Optional.ofNullable(rollout.endedAt()).map(Instant::parse)));
    }

    private static <T> List<T> orEmpty(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }

    /** @param evidence what its output says; once it is ending, what was said last */
    public PipelineStatus.Rollout toStatus(Evidence evidence) {
        String message = end.map(End::why).orElseGet(evidence::message);
        Optional<String> progress = evidence.progress().filter(made -> end.isEmpty());
        return new PipelineStatus.Rollout(
                name.toString(),
                name + " " + word(evidence) + progress.map(made -> " " + made).orElse(""),
                stage(),
                evidence.verdict().orElse(null),
                progress.orElse(null),
                message.isEmpty() ? null : message,
                specHash,
                live.toString(),
                cut.map(Cut::liveJob).orElse(null),
                cut.map(Cut::savepoint).orElse(null),
                startedAt.toString(),
                comparingSince.map(Instant::toString).orElse(null),
                evidence.sinks().isEmpty() ? null : evidence.sinks(),
                evidence.samples().isEmpty() ? null : evidence.samples(),
                evidence.measured().results().isEmpty()
                        ? null
                        : evidence.measured().results(),
                evidence.measured().last().orElse(null),
                columns.ignore().isEmpty() ? null : columns.ignore(),
                columns.allow().isEmpty() ? null : columns.allow(),
                columns.isOfAllKeys() ? null : columns.keysPercent(),
                topics.isEmpty() ? null : topics,
                end.map(End::outcome).orElse(null),
                stoppedAt.map(Instant::toString).orElse(null),
                endedAt.map(Instant::toString).orElse(null));
    }

    private String word(Evidence evidence) {
        return end.map(ending -> ending.outcome().toString())
                .or(() -> evidence.verdict().map(Enum::toString))
                .map(Candidate::word)
                .orElseGet(() -> word(stage().toString()));
    }

    private static String word(String constant) {
        return Arrays.stream(constant.split("_"))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }

    public RolloutStage stage() {
        if (endedAt.isPresent()) {
            return RolloutStage.ENDED;
        }
        if (end.isPresent()) {
            return RolloutStage.ENDING;
        }
        return comparingSince.isPresent() ? RolloutStage.COMPARING : RolloutStage.REHEARSING;
    }

    /** Whether a topic is that very one which was made for it. Where nobody saw its id, none was there before. */
    public boolean isOwner(String topic, String id) {
        return topics.stream()
                .filter(made -> made.name().equals(topic))
                .anyMatch(made -> made.topicId() == null || made.topicId().equals(id));
    }

    /** Whether something of it may still be there. */
    public boolean isThere() {
        return endedAt.isEmpty();
    }

    /** Whether it is still wanted. */
    public boolean stands() {
        return end.isEmpty();
    }

    /** Whatever became of it then. */
    public boolean isPromoted() {
        return end.map(End::outcome)
                .filter(outcome -> outcome == RolloutOutcome.PROMOTED || outcome == RolloutOutcome.ROLLED_BACK)
                .isPresent();
    }

    public Candidate withSpecHash(String hash) {
        return new Candidate(
                name, hash, live, cut, startedAt, comparingSince, columns, topics, end, stoppedAt, endedAt);
    }

    public Candidate startedFrom(Cut given) {
        return new Candidate(
                name,
                specHash,
                live,
                Optional.of(given),
                startedAt,
                comparingSince,
                columns,
                topics,
                end,
                stoppedAt,
                endedAt);
    }

    public Candidate comparing(Instant now) {
        return new Candidate(
                name,
                specHash,
                live,
                cut,
                startedAt,
                comparingSince.or(() -> Optional.of(now)),
                columns,
                topics,
                end,
                stoppedAt,
                endedAt);
    }

    public Candidate withTopics(List<CanaryTopic> known) {
        return new Candidate(
                name, specHash, live, cut, startedAt, comparingSince, columns, known, end, stoppedAt, endedAt);
    }

    /** Whatever was said before. */
    public Candidate overtaken(RolloutOutcome outcome, String why) {
        return new Candidate(
                name,
                specHash,
                live,
                cut,
                startedAt,
                comparingSince,
                columns,
                topics,
                Optional.of(new End(outcome, why)),
                stoppedAt,
                endedAt);
    }

    /** The first word counts. */
    public Candidate ending(RolloutOutcome outcome, String why) {
        return new Candidate(
                name,
                specHash,
                live,
                cut,
                startedAt,
                comparingSince,
                columns,
                topics,
                end.or(() -> Optional.of(new End(outcome, why))),
                stoppedAt,
                endedAt);
    }

    /** From now on nothing writes for it. */
    public Candidate stopped(Instant now) {
        return new Candidate(
                name, specHash, live, cut, startedAt, comparingSince, columns, topics, end, Optional.of(now), endedAt);
    }

    /** @param left of its topics */
    public Candidate ended(List<CanaryTopic> left, Instant now) {
        Optional<End> told = end.map(ending -> left.isEmpty() ? ending : ending.leaving(left));
        return new Candidate(
                name, specHash, live, cut, startedAt, comparingSince, columns, left, told, stoppedAt, Optional.of(now));
    }
}
