package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.RolloutSpec;
import io.millrace.api.v1alpha1.RolloutSpec.Allowed;
import io.millrace.api.v1alpha1.SinkSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Whether what a rollout says fits the pipeline. */
final class RolloutChecks {

    // Kafka's own limit.
    private static final int LONGEST_NAME = 249;

    private RolloutChecks() {}

    static List<Refusal> judge(PipelineSpec spec) {
        List<Allowed> allowed = Optional.ofNullable(spec.rollout())
                .map(RolloutSpec::compare)
                .map(RolloutSpec.Compare::allow)
                .orElse(List.of());
        Set<String> sinks = spec.sinks().stream().map(SinkSpec::name).collect(Collectors.toSet());
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < allowed.size(); i++) {
            String sink = allowed.get(i).sink();
            if (!sinks.contains(sink)) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID,
                        "spec.rollout.compare.allow[" + i + "].sink",
                        "there is no sink '" + sink + "'; name one of spec.sinks"));
            }
        }
        refusals.addAll(topics(spec));
        return refusals;
    }

    /**
     * Columns of what is compared: of the new revision, or of the one in place where it takes one away. Where nothing is
     * compared they harm nobody, as in a file with which a pipeline is made anew.
     *
     * @param compiled of the spec
     */
    static List<Refusal> columns(PipelineSpec spec, PipelineDefinition compiled, Optional<PipelineDefinition> inPlace) {
        if (inPlace.isEmpty() || !isTriedBeside(spec)) {
            return List.of();
        }
        Optional<RolloutSpec.Compare> compare =
                Optional.ofNullable(spec.rollout()).map(RolloutSpec::compare);
        List<PipelineDefinition> both =
                Stream.concat(Stream.of(compiled), inPlace.stream()).toList();
        List<Refusal> refusals = new ArrayList<>();
        List<String> ignored = compare.map(RolloutSpec.Compare::ignore).orElse(List.of());
        Set<String> anywhere = SinkColumns.ofAll(both);
        for (int i = 0; i < ignored.size(); i++) {
            if (!anywhere.contains(ignored.get(i))) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID,
                        "spec.rollout.compare.ignore[" + i + "]",
                        "no sink has a column '" + ignored.get(i) + "'"));
            }
        }
        List<Allowed> allowed = compare.map(RolloutSpec.Compare::allow).orElse(List.of());
        for (int i = 0; i < allowed.size(); i++) {
            refusals.addAll(columns(allowed.get(i), "spec.rollout.compare.allow[" + i + "].columns", both));
        }
        return refusals;
    }

    private static List<Refusal> columns(Allowed allowed, String path, List<PipelineDefinition> both) {
        Set<String> known = SinkColumns.of(allowed.sink(), both);
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; i < allowed.columns().size(); i++) {
            String column = allowed.columns().get(i);
            if (!known.contains(column)) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID,
                        path + "[" + i + "]",
                        "sink '" + allowed.sink() + "' has no column '" + column + "'"));
            }
        }
        return refusals;
    }

    /** Whether a change is tried by a candidate first. */
    static boolean isTriedBeside(PipelineSpec spec) {
        return Optional.ofNullable(spec.rollout())
                .map(RolloutSpec::strategy)
                .filter(strategy -> strategy != RolloutSpec.Strategy.SAVEPOINT)
                .isPresent();
    }

    /** Whether there can be the topics that a candidate writes to in place of these. */
    private static List<Refusal> topics(PipelineSpec spec) {
        boolean tries = isTriedBeside(spec);
        Map<String, String> used = new HashMap<>();
        List<TopicSpec> listed = TopicNames.listed(spec);
        IntStream.range(0, listed.size()).forEach(i -> used.put(listed.get(i).name(), "spec.topics[" + i + "].name"));
        used.putAll(TopicNames.used(spec));
        List<Refusal> refusals = new ArrayList<>();
        for (int i = 0; tries && i < spec.sinks().size(); i++) {
            String live = spec.sinks().get(i).topic();
            String beside = Slot.CANARY.topic(live);
            if (used.containsKey(beside)) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID,
                        used.get(beside),
                        "a candidate would write to this topic what the live job writes to " + live
                                + "; use another name, or set spec.rollout.strategy to Savepoint"));
            }
            if (beside.length() > LONGEST_NAME) {
                refusals.add(new Refusal(
                        Reason.SPEC_INVALID,
                        "spec.sinks[" + i + "].topic",
                        "a candidate would write to this topic with .canary behind its name, which Kafka does not take;"
                                + " shorten it, or set spec.rollout.strategy to Savepoint"));
            }
        }
        return refusals;
    }
}
