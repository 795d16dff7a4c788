package io.millrace.operator.operations;

import io.millrace.api.v1alpha1.PipelineStatus.TopicStatus;
import io.millrace.api.v1alpha1.TopicSpec.DeletionPolicy;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The phases of a deletion: first the job, so that nothing writes any more, then what was written to. */
final class Removal {

    private Removal() {}

    static Step job(OperationFacts facts) {
        Optional<JobState> job = facts.job().value().filter(JobState::ours);
        if (job.isEmpty()) {
            return facts.job().outage().map(Step::await).orElseGet(Step::complete);
        }
        if (job.get().deleting()) {
            return Step.await(
                    Reason.DELETING,
                    "waiting for the FlinkDeployment to be gone; the Flink Kubernetes operator must run to release it");
        }
        return Step.work(new Effect.ChangeJob(new JobChange.Remove(job.get().uid())));
    }

    static Step topics(Stored stored, OperationFacts facts) {
        List<TopicStatus> known = stored.topics().stream()
                .map(topic -> isDoomed(topic, facts) ? Creations.seen(topic, state(topic, facts)) : topic)
                .toList();
        if (!known.equals(stored.topics())) {
            return new Step.Note(
                    memory -> memory.withTopics(known),
                    OperationPlan.Waiting.on(Reason.DELETING, "the topics are being deleted"));
        }
        List<Effect> deletions = new ArrayList<>();
        for (TopicStatus topic : stored.topics()) {
            if (!isDoomed(topic, facts)) {
                continue;
            }
            Observed<TopicState> seen = facts.topics().getOrDefault(topic.name(), Observed.absent());
            Optional<Outage> outage = seen.outage();
            if (outage.isPresent()) {
                return Step.await(
                        outage.get().reason(),
                        outage.get().message() + "; topic " + topic.name()
                                + " is to be deleted: bring Kafka back, or set deletionPolicy: Retain");
            }
            // A topic of the same name with another id is somebody else's.
            seen.value()
                    .filter(state -> state.id().equals(topic.topicId()))
                    .ifPresent(state -> deletions.add(
                            new Effect.ChangeTopic(facts.cluster(), new TopicChange.Delete(topic.name(), state.id()))));
        }
        return deletions.isEmpty() ? Step.complete() : new Step.Work(deletions);
    }

    private static Optional<TopicState> state(TopicStatus topic, OperationFacts facts) {
        return facts.topics().getOrDefault(topic.name(), Observed.absent()).value();
    }

    private static boolean isDoomed(TopicStatus topic, OperationFacts facts) {
        boolean isOurs = topic.topicId() != null || Creations.isAnnounced(topic);
        return isOurs
                && facts.deletionPolicies().getOrDefault(topic.name(), DeletionPolicy.RETAIN) == DeletionPolicy.DELETE;
    }
}
