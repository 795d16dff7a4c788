package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.compiler.PipelineCompiler;
import io.millrace.compiler.SchemaReference;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.state.StatefulJob;
import io.millrace.definition.state.Succession;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.revisions.ContentHash;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.subjects.SubjectChange;
import io.millrace.operator.subjects.SubjectsPlanner;
import io.millrace.operator.topics.BrokerLimits;
import io.millrace.operator.topics.WantedTopic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Makes every check of every kind, and a draft if none fails. */
public final class SpecJudge {

    private final OperatorConfig config;
    private final String millraceVersion;

    public SpecJudge(OperatorConfig config, String millraceVersion) {
        this.config = config;
        this.millraceVersion = millraceVersion;
    }

    /**
     * @param former the revision in place, whose topic configuration may have to be taken back
     * @param inherited the state that is taken over
     */
    public Verdict judge(
            PipelineId pipeline, PipelineSpec spec, SpecFacts facts, Optional<Revision> former, Inheritance inherited) {
        OperatorConfig.Connection connection = config.connections().get(spec.cluster());
        if (connection == null) {
            return new Verdict.Refused(List.of(unknownCluster(spec.cluster())));
        }
        if (former.isPresent() && !former.get().cluster().equals(spec.cluster())) {
            return new Verdict.Refused(List.of(otherCluster(former.get().cluster())));
        }
        List<Outage> outages = outages(facts);
        List<Refusal> refusals = new ArrayList<>(Tenancy.judge(pipeline.namespace(), spec, config.tenancy()));
        refusals.addAll(facts.ownership().judge(spec, connection));
        refusals.addAll(RegistryChecks.judge(spec, connection, facts));
        refusals.addAll(RolloutChecks.judge(spec));
        refusals.addAll(SampleChecks.judge(spec));
        refusals.addAll(inherited.refusals());
        facts.job().value().filter(job -> !job.ours()).ifPresent(job -> refusals.add(nameTaken()));
        if (!outages.isEmpty() || !refusals.isEmpty()) {
            // What is already known to be wrong is said even while somebody else cannot be asked.
            return refusals.isEmpty() ? new Verdict.Undecided(outages) : new Verdict.Refused(refusals);
        }
        Map<SchemaReference, SchemaPin> pins = SchemaPins.of(spec, facts);
        return PipelineCompiler.compile(TopicNames.identity(pipeline), spec, pins)
                .fold(
                        definition -> judgeCompiled(pipeline, spec, facts, former, inherited, connection, definition),
                        compilerRefusals -> new Verdict.Refused(compilerRefusals.stream()
                                .map(SpecJudge::translate)
                                .toList()));
    }

    private Verdict judgeCompiled(
            PipelineId pipeline,
            PipelineSpec spec,
            SpecFacts facts,
            Optional<Revision> former,
            Inheritance inherited,
            OperatorConfig.Connection connection,
            PipelineDefinition compiled) {
        FlinkSettings flink = FlinkSettingsOf.pin(pipeline, spec.flink(), config, millraceVersion);
        StatefulJob next = new StatefulJob(
                compiled,
                flink.parallelism(),
                flink.maxParallelism(),
                flink.stateBackend().name(),
                pipeline.shortUid());
        Succession succession = StateChecks.succession(inherited, next, spec);
        PipelineDefinition definition = succession.definition();
        List<WantedTopic> wanted = WantedTopics.of(pipeline, spec, config.defaults(), facts.topics());
        List<Refusal> refusals = new ArrayList<>(TopicChecks.judge(spec, wanted, facts, former));
        Set<String> versions = facts.flinkVersions().value().orElse(Set.of());
        facts.limits()
                .value()
                .ifPresent(limits ->
                        refusals.addAll(FlinkChecks.judge(flink, definition.delivery(), config, versions, limits)));
        refusals.addAll(StateChecks.refusals(succession));
        refusals.addAll(SizeChecks.judge(spec, definition, former.map(Revision::definition)));
        refusals.addAll(RolloutChecks.columns(spec, compiled, former.map(Revision::definition)));
        refusals.addAll(SampleChecks.sinks(spec, definition, former.map(Revision::definition)));
        if (!refusals.isEmpty()) {
            return new Verdict.Refused(refusals);
        }
        return new Verdict.Accepted(new Draft(
                ContentHash.ofRevision(spec, definition),
                ContentHash.ofSpec(spec),
                connection.name(),
                definition,
                run(pipeline, connection, flink, spec, facts),
                flink,
                wanted,
                SchemaPins.pinned(spec, facts),
                subjectChanges(spec, facts),
                TopicChecks.changes(wanted, facts.topics(), former),
                TopicChecks.ids(wanted, facts.topics()),
                succession.leavesStateBehind(),
                StateChecks.notes(succession)));
    }

    private RunSettings run(
            PipelineId pipeline,
            OperatorConfig.Connection connection,
            FlinkSettings flink,
            PipelineSpec spec,
            SpecFacts facts) {
        return new RunSettings(
                PipelineDefinition.FORMAT_VERSION,
                pipeline.namespace(),
                pipeline.name(),
                pipeline.uid(),
                "",
                RunSettings.Slot.PROD,
                new RunSettings.Connection(
                        connection.bootstrapServers(),
                        connection.client(),
                        connection.registry().map(Object::toString).orElse(null)),
                flink.checkpoints().intervalMillis(),
                config.flink().transactionTimeout().toMillis(),
                WantedTopics.largestRecord(spec, facts.topics()),
                new TopicLimits(spec, facts.topics(), topicDefaults(facts)).sinks());
    }

    private static Map<String, String> topicDefaults(SpecFacts facts) {
        return facts.limits().value().map(BrokerLimits::topicDefaults).orElse(Map.of());
    }

    private static List<SubjectChange> subjectChanges(PipelineSpec spec, SpecFacts facts) {
        return OwnedSchemas.of(spec).stream()
                .flatMap(wanted -> RegistryChecks.state(wanted, facts)
                        .map(state -> SubjectsPlanner.changes(wanted, state).stream())
                        .orElseGet(Stream::empty))
                .toList();
    }

    private static List<Outage> outages(SpecFacts facts) {
        Stream<Observed<?>> all = Stream.of(
                        facts.references().values().stream(),
                        facts.owned().values().stream(),
                        facts.topics().values().stream(),
                        Stream.of(facts.objections(), facts.limits(), facts.flinkVersions()))
                .flatMap(observed -> observed);
        return all.flatMap(observed -> observed.outage().stream()).distinct().toList();
    }

    private static Refusal translate(io.millrace.compiler.Refusal refusal) {
        Reason reason = refusal.path().startsWith("spec.schemas") ? Reason.SCHEMA_INVALID : Reason.SPEC_INVALID;
        return new Refusal(reason, refusal.path(), refusal.sentence());
    }

    private static Refusal nameTaken() {
        return new Refusal(
                Reason.RESOURCE_CONFLICT,
                "metadata.name",
                "a FlinkDeployment of this name belongs to somebody else; remove it or give the pipeline another name");
    }

    private static Refusal otherCluster(String cluster) {
        return new Refusal(
                Reason.SPEC_INVALID,
                "spec.cluster",
                "cannot be changed from " + cluster
                        + ": offsets and state belong to its topics; make a new pipeline on the other cluster");
    }

    private Refusal unknownCluster(String cluster) {
        return new Refusal(
                Reason.CLUSTER_UNKNOWN,
                "spec.cluster",
                "the operator's configuration has no connection named " + cluster + "; name one of these: "
                        + String.join(
                                ", ",
                                config.connections().keySet().stream().sorted().toList()));
    }
}
