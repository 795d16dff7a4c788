package io.millrace.operator.pipeline;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.compiler.PipelineCompiler;
import io.millrace.compiler.SchemaReference;
import io.millrace.operator.acceptance.OwnedSchemas;
import io.millrace.operator.acceptance.Ownership;
import io.millrace.operator.acceptance.SpecFacts;
import io.millrace.operator.acceptance.TopicChecks;
import io.millrace.operator.acceptance.TopicNames;
import io.millrace.operator.acceptance.WantedTopics;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.subjects.OwnedSchema;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.subjects.SubjectState;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import io.millrace.operator.topics.Topics;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the outside world what a spec has to be judged by. Only reads. */
final class SpecObserver {

    private final OperatorConfig config;
    private final Clusters clusters;
    private final FlinkJobs jobs;

    SpecObserver(OperatorConfig config, Clusters clusters, FlinkJobs jobs) {
        this.config = config;
        this.clusters = clusters;
        this.jobs = jobs;
    }

    SpecFacts observe(PipelineSpec spec, Optional<Revision> former, Observed<JobState> job, Ownership ownership) {
        return clusters.find(spec.cluster())
                .map(cluster -> observe(spec, former, cluster, job, ownership))
                .orElseGet(() -> nothing(job, ownership));
    }

    private SpecFacts observe(
            PipelineSpec spec,
            Optional<Revision> former,
            Cluster cluster,
            Observed<JobState> job,
            Ownership ownership) {
        PipelineId pipeline = ownership.ours().pipeline();
        Topics topics = cluster.topics();
        Map<String, Observed<TopicState>> seen = topics.describe(TopicNames.all(pipeline, spec));
        List<TopicChange> changes =
                TopicChecks.changes(WantedTopics.of(pipeline, spec, config.defaults(), seen), seen, former);
        boolean known = seen.values().stream().allMatch(state -> state.outage().isEmpty());
        return new SpecFacts(
                cluster.subjects().map(subjects -> references(spec, subjects)).orElse(Map.of()),
                cluster.subjects().map(subjects -> owned(spec, subjects)).orElse(Map.of()),
                seen,
                known ? topics.objections(changes) : Observed.absent(),
                topics.limits(),
                jobs.versions(),
                job,
                ownership);
    }

    private static Map<SchemaReference, Observed<RegisteredSchema>> references(PipelineSpec spec, Subjects subjects) {
        Set<String> owned =
                OwnedSchemas.of(spec).stream().map(OwnedSchema::subject).collect(Collectors.toSet());
        Map<SchemaReference, Observed<RegisteredSchema>> found = new LinkedHashMap<>();
        for (SchemaReference reference : PipelineCompiler.references(spec)) {
            // The latest version of an owned subject is the schema in the spec.
            if (reference.version().isPresent() || !owned.contains(reference.subject())) {
                found.put(reference, subjects.find(reference.subject(), reference.version()));
            }
        }
        return found;
    }

    private static Map<String, Observed<SubjectState>> owned(PipelineSpec spec, Subjects subjects) {
        Map<String, Observed<SubjectState>> states = new LinkedHashMap<>();
        OwnedSchemas.of(spec)
                .forEach(schema -> states.put(schema.subject(), subjects.look(schema.subject(), schema.text())));
        return states;
    }

    private static SpecFacts nothing(Observed<JobState> job, Ownership ownership) {
        return new SpecFacts(
                Map.of(), Map.of(), Map.of(), Observed.absent(), Observed.absent(), Observed.absent(), job, ownership);
    }
}
