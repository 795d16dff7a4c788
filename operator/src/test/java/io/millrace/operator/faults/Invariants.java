package io.millrace.operator.faults;

import io.millrace.api.v1alpha1.PipelineStatus.OperationType;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.OperationPlanner;
import io.millrace.operator.pipeline.Statuses;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.Revisions;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.topics.WantedTopic;
import io.millrace.operator.transactions.Transactions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The invariants of an operation. That a retry does no harm (I7) shows in no single state: the matrix does each write
 * twice and compares the ends.
 */
final class Invariants {

    static final List<Invariant> ALL = List.of(
            new Invariant("I1", "at most one job writes a sink's topic", Invariants::oneWriter),
            new Invariant("I2", "what cannot be taken back is safe by what is stored", Invariants::safe),
            new Invariant("I3", "a recorded savepoint is never lost to none or an older one", SavepointMemory::lost),
            new Invariant("I4", "an effect is announced in the stored status, by name", Invariants::announced),
            new Invariant("I5", "an operation works on a frozen revision", Invariants::frozen),
            new Invariant("I6", "a deletion names the very object", Invariants::identified),
            new Invariant("I8", "a status is written against the version it was made from", Invariants::locked));

    private static final Set<String> STOPPED = Set.of("", "FINISHED", "CANCELED", "FAILED");

    private Invariants() {}

    static List<String> brokenBy(Step step) {
        return ALL.stream()
                .flatMap(invariant -> invariant.brokenBy(step).stream())
                .toList();
    }

    private static Optional<String> oneWriter(Step step) {
        Map<String, PipelineId> writers = new HashMap<>();
        for (Map.Entry<PipelineId, JobState> job : step.after().jobs().entrySet()) {
            if (isStopped(job.getValue())) {
                continue;
            }
            for (String named : sinkTopics(step.after(), job.getValue())) {
                String topic = job.getKey().slot().topic(named);
                PipelineId other = writers.put(topic, job.getKey());
                if (other != null) {
                    return Optional.of(other + " and " + job.getKey() + " both write " + topic);
                }
            }
        }
        return Optional.empty();
    }

    private static List<String> sinkTopics(State state, JobState job) {
        String running = job.taken().orElse(job.asked()).revision();
        return state.revisions().values().stream()
                .filter(revision -> revision.name().toString().equals(running))
                .flatMap(revision -> revision.definition().sinks().stream())
                .map(sink -> sink.topic())
                .toList();
    }

    private static Optional<String> safe(Step step) {
        State before = step.before();
        return step.cause().flatMap(call -> {
            if (call.is(FlinkJobs.class, "suspend")) {
                boolean frozen = before.operation()
                        .filter(operation -> OperationPlanner.isFrozen(operation.phase()))
                        .isPresent();
                return unless(frozen, "a job is stopped, and no stored operation is that far");
            }
            if (call.is(FlinkJobs.class, "apply")) {
                return unless(savepointIsStored(before), "a job is replaced whose savepoint is not stored")
                        .or(() -> unless(
                                !throwsAway(before, call.argument(DesiredJob.class)),
                                "what a job has written is thrown away, to be written again"));
            }
            if (call.is(Transactions.class, "fence")) {
                return unless(
                        writers(before, call).noneMatch(job -> job.asked().running() && !isStopped(job)),
                        "a transaction is ended of a job that runs");
            }
            if (call.is(Topics.class, "delete")
                    && isOfCandidate(before, call.arguments().get(0))) {
                boolean jobGone = before.jobs().keySet().stream().noneMatch(PipelineId::isCanary);
                return unless(jobGone, "a topic goes while the candidate that writes it has a job");
            }
            if (call.is(Topics.class, "delete") || call.is(Revisions.class, "removeAll") || isFinalizer(call)) {
                boolean jobGone = before.job().filter(JobState::ours).isEmpty();
                return unless(isDeleted(before) && jobGone, "something goes while the pipeline has a job or stays");
            }
            return Optional.empty();
        });
    }

    // What was asked to be restored is to be had whatever was written since; so is what a rollback is told to repeat.
    private static boolean throwsAway(State before, DesiredJob desired) {
        boolean mayRepeat = before.operation()
                .filter(operation ->
                        operation.type() == OperationType.RESTORE || operation.type() == OperationType.ROLLBACK)
                .isPresent();
        Optional<JobState> job = before.job().filter(seen -> seen.asked().running());
        boolean redeploys = job.isPresent()
                && desired.nonces().redeploy().isPresent()
                && !desired.nonces().redeploy().equals(job.get().nonces().redeploy());
        return redeploys
                && !mayRepeat
                && before.output().committed().contains(job.get().jobId());
    }

    private static Stream<JobState> writers(State before, Call fence) {
        Set<?> ids = fence.argument(Set.class);
        Set<String> writers = before.output().open().entrySet().stream()
                .filter(open -> ids.contains(open.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
        return before.jobs().values().stream().filter(job -> writers.contains(job.jobId()));
    }

    private static boolean isStopped(JobState job) {
        return STOPPED.contains(job.jobState());
    }

    private static boolean isOfCandidate(State state, Object topic) {
        return state.stored().candidateThere().stream()
                .flatMap(candidate -> candidate.topics().stream())
                .anyMatch(known -> known.name().equals(topic));
    }

    private static boolean isFinalizer(Call call) {
        return call.port() == Finalizer.class;
    }

    private static boolean isDeleted(State state) {
        return state.resource().isMarkedForDeletion();
    }

    private static boolean savepointIsStored(State state) {
        Optional<String> path =
                state.job().filter(job -> !job.asked().running()).flatMap(JobState::savepointPath);
        return path.isEmpty()
                || state.stored().savepoints().stream()
                        .anyMatch(savepoint -> savepoint.path().equals(path.get()));
    }

    private static Optional<String> announced(Step step) {
        State before = step.before();
        Optional<RevisionName> to = before.operation().flatMap(Operation::to);
        Optional<RevisionName> current = before.stored().current();
        return step.cause().flatMap(call -> {
            if (call.is(Revisions.class, "store")) {
                Optional<RevisionName> name =
                        Optional.of(call.argument(Revision.class).name());
                return unless(name.equals(to) || name.equals(current), "a revision is stored that nothing announced");
            }
            if (call.is(FlinkJobs.class, "apply")) {
                Optional<RevisionName> name =
                        Optional.of(call.argument(DesiredJob.class).revision().name());
                return unless(name.equals(to), "a job is started that nothing announced");
            }
            if (call.is(Topics.class, "create")) {
                String name = call.argument(WantedTopic.class).name();
                boolean named = before.stored().topics().stream()
                        .anyMatch(topic -> topic.name().equals(name) && Boolean.TRUE.equals(topic.creating()));
                return unless(
                        named || isOfCandidate(before, name), "topic " + name + " is made, and nothing announced it");
            }
            if (call.write() && (call.port() == Topics.class || call.port() == Subjects.class)) {
                boolean known = before.operation().isPresent() || isOwnTopic(before, call);
                return unless(known, "something is changed that nothing announced");
            }
            return Optional.empty();
        });
    }

    // What somebody else changed on a topic in place is set back without an operation.
    private static boolean isOwnTopic(State state, Call call) {
        Stream<String> names = call.arguments().stream()
                .map(argument -> argument instanceof WantedTopic wanted ? wanted.name() : String.valueOf(argument));
        return call.port() == Topics.class
                && names.anyMatch(name -> state.stored().topics().stream()
                        .anyMatch(topic -> topic.name().equals(name)));
    }

    private static Optional<String> frozen(Step step) {
        for (Map.Entry<String, Revision> kept : step.before().revisions().entrySet()) {
            Revision now = step.after().revisions().get(kept.getKey());
            if (now != null && !now.equals(kept.getValue())) {
                return Optional.of("revision " + kept.getKey() + " became another one");
            }
        }
        Optional<Operation> before = step.before().operation();
        Optional<Operation> after = step.after().operation();
        boolean same = before.isPresent()
                && after.isPresent()
                && before.get().type() == after.get().type()
                && before.get().startedAt().equals(after.get().startedAt());
        // What was to be replaced has written meanwhile, and is waited for again.
        Optional<String> running = step.before().job().map(job -> job.asked().revision());
        boolean isBack = same
                && after.get().progress().committed()
                && after.get().to().map(RevisionName::toString).equals(running);
        boolean moved = same
                && !isBack
                && OperationPlanner.isFrozen(before.get().phase())
                && !before.get().to().equals(after.get().to());
        return unless(!moved, "the operation leads elsewhere than it did");
    }

    private static Optional<String> identified(Step step) {
        State before = step.before();
        return step.cause().flatMap(call -> {
            if (call.is(Topics.class, "delete")
                    && isOfCandidate(before, call.arguments().get(0))) {
                // It was announced while it was not there, so there is no other that could be meant.
                return Optional.empty();
            }
            if (call.is(Topics.class, "delete")) {
                boolean recorded = before.stored().topics().stream()
                        .anyMatch(topic -> topic.name().equals(call.arguments().get(0))
                                && call.arguments().get(1).equals(topic.topicId()));
                return unless(recorded, "a topic is deleted with an id that is not the recorded one");
            }
            if (call.is(FlinkJobs.class, "remove") || call.is(FlinkJobs.class, "suspend")) {
                boolean hit = !before.jobs().equals(step.after().jobs());
                boolean named = Optional.ofNullable(before.jobs().get(call.argument(PipelineId.class)))
                        .filter(job -> call.arguments().contains(job.uid())
                                || call.arguments().contains(job.version()))
                        .isPresent();
                return unless(named || !hit, "a deployment is hit that was not meant");
            }
            return Optional.empty();
        });
    }

    private static Optional<String> locked(Step step) {
        State before = step.before();
        return step.cause().filter(call -> call.is(Statuses.class, "write")).flatMap(call -> {
            String from = call.argument(io.millrace.api.v1alpha1.StreamingPipeline.class)
                    .getMetadata()
                    .getResourceVersion();
            boolean written = !before.version().equals(step.after().version());
            return unless(!written || from.equals(before.version()), "a status hits a later version");
        });
    }

    private static Optional<String> unless(boolean holds, String how) {
        return holds ? Optional.empty() : Optional.of(how);
    }
}
