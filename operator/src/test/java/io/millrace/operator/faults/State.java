package io.millrace.operator.faults;

import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.Stored;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.topics.TopicState;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that can be seen from outside at one moment.
 *
 * @param gone whether the resource has been let go
 * @param revisions by name
 * @param output of the jobs
 */
public record State(
        StreamingPipeline resource,
        boolean gone,
        Map<String, TopicState> topics,
        Map<String, List<RegisteredSchema>> subjects,
        Map<String, Revision> revisions,
        Map<PipelineId, JobState> jobs,
        Output output) {

    /**
     * What jobs have written, as far as the stage tells it.
     *
     * @param committed ids of the jobs that have completed a checkpoint
     * @param open transactions, by id the one of the job that has begun it
     */
    public record Output(Set<String> committed, Map<String, String> open) {

        public static final Output UNKNOWN = new Output(Set.of(), Map.of());

        public Output {
            committed = Set.copyOf(committed);
            open = Map.copyOf(open);
        }
    }

    public State {
        topics = Map.copyOf(topics);
        subjects = Map.copyOf(subjects);
        revisions = Map.copyOf(revisions);
        jobs = Map.copyOf(jobs);
    }

    Optional<PipelineStatus> status() {
        return Optional.ofNullable(resource.getStatus());
    }

    public Stored stored() {
        return Stored.of(resource.getStatus());
    }

    public Optional<Operation> operation() {
        return stored().operation();
    }

    Optional<JobState> job() {
        return Optional.ofNullable(jobs.get(PipelineId.of(resource)));
    }

    String version() {
        return resource.getMetadata().getResourceVersion();
    }
}
