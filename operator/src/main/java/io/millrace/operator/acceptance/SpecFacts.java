package io.millrace.operator.acceptance;

import io.millrace.compiler.SchemaReference;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.subjects.SubjectState;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.TopicChange;
import io.millrace.operator.topics.TopicState;
import java.util.Map;
import java.util.Set;

/**
 * What the outside world says about a spec.
 *
 * @param references schemas that the spec refers to and does not own
 * @param owned subjects that the spec owns
 * @param topics all that the spec uses
 * @param objections of the brokers against what would have to be done
 * @param flinkVersions that can be run here
 * @param job what stands under the pipeline's name
 * @param ownership what this and all other pipelines own
 */
public record SpecFacts(
        Map<SchemaReference, Observed<RegisteredSchema>> references,
        Map<String, Observed<SubjectState>> owned,
        Map<String, Observed<TopicState>> topics,
        Observed<Map<TopicChange, String>> objections,
        Observed<BrokerLimits> limits,
        Observed<Set<String>> flinkVersions,
        Observed<JobState> job,
        Ownership ownership) {}
