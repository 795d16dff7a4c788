package io.millrace.compiler;

import io.millrace.api.v1alpha1.DeadLetterSpec;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SchemaSpec;
import io.millrace.api.v1alpha1.SinkSpec;
import io.millrace.api.v1alpha1.SourceSpec;
import io.millrace.api.v1alpha1.StepSpec;
import io.millrace.compiler.Place.At;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.definition.PipelineDefinition.Payload;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import io.millrace.definition.StepDefinition;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Spec to definition. No spec, however broken, makes anything but a definition or refusals. */
public final class PipelineCompiler {

    private PipelineCompiler() {}

    /** The schemas that the spec refers to, and that {@link #compile} has to be told. */
    public static Set<SchemaReference> references(PipelineSpec spec) {
        Set<SchemaReference> references = new LinkedHashSet<>();
        for (SourceSpec source : present(spec.sources())) {
            SourceSpec.Decode decode = source.decode();
            if (decode != null && decode.format() == SourceSpec.Format.AVRO && decode.subject() != null) {
                SchemaReference.of(decode.subject(), decode.version()).ifPresent(references::add);
            }
        }
        for (SinkSpec sink : present(spec.sinks())) {
            SinkSpec.Encode encode = sink.encode();
            if (encode != null && encode.format() == SourceSpec.Format.AVRO && encode.subject() != null) {
                SchemaReference.of(encode.subject(), encode.version()).ifPresent(references::add);
            }
        }
        return references;
    }

    /**
     * Pins for the subjects that the pipeline owns, as if they were registered, with version and id 0: what to compile
     * with before anything is registered. A definition made with them must not run.
     */
    public static Map<SchemaReference, SchemaPin> provisionalPins(PipelineSpec spec) {
        Map<SchemaReference, SchemaPin> pins = new LinkedHashMap<>();
        for (SchemaSpec schema : present(spec.schemas())) {
            if (schema.subject() != null && schema.schema() != null) {
                pins.put(
                        SchemaReference.latest(schema.subject()),
                        new SchemaPin(schema.subject(), 0, 0, schema.schema()));
            }
        }
        return pins;
    }

    private static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list.stream().filter(Objects::nonNull).toList();
    }

    /**
     * Compiles a spec.
     *
     * @param schemas what the registry has of the {@link #references}; one that is missing here is refused as missing
     *     there
     */
    public static Compilation compile(
            PipelineIdentity identity, PipelineSpec spec, Map<SchemaReference, SchemaPin> schemas) {
        Place place = Place.spec();
        FlinkRules.check(spec.flink(), spec.rollout(), place);
        FlinkRules.checkCandidate(spec.rollout(), place.field("rollout"));
        SchemaRules.check(spec.schemas(), place.field("schemas"));
        new TopicRules(identity).check(spec, place);
        Parts parts = parts(spec, new Schemas(Map.copyOf(schemas)), place);
        List<Refusal> refusals = place.refusals();
        if (!refusals.isEmpty()) {
            return new Compilation.Refused(refusals);
        }
        return new Compilation.Accepted(new PipelineDefinition(
                PipelineDefinition.FORMAT_VERSION,
                parts.sources(),
                parts.steps(),
                parts.sinks(),
                new PipelineDefinition.DeadLetter(identity.deadLetterTopic(), payload(spec.deadLetter())),
                identity.lateTopic(),
                identity.ledgerTopic(),
                delivery(spec.delivery())));
    }

    private record Parts(List<SourceDefinition> sources, List<StepDefinition> steps, List<SinkDefinition> sinks) {}

    private static Parts parts(PipelineSpec spec, Schemas schemas, Place place) {
        List<At<SourceSpec>> sourceSpecs = place.field("sources").eachOfSome(spec.sources());
        List<At<StepSpec>> stepSpecs = place.field("steps").each(spec.steps());
        List<At<SinkSpec>> sinkSpecs = place.field("sinks").eachOfSome(spec.sinks());
        checkNames(sourceSpecs, stepSpecs, sinkSpecs);

        Streams streams = new Streams(names(stepSpecs));
        List<SourceDefinition> sources = new ArrayList<>();
        for (At<SourceSpec> at : sourceSpecs) {
            SourceCompiler.Source source = new SourceCompiler(schemas).compile(at);
            source.definition().ifPresent(sources::add);
            streams.add(at.value().name(), source.output());
        }
        List<StepDefinition> steps = new ArrayList<>();
        for (At<StepSpec> at : stepSpecs) {
            StepCompiler.Step step = StepCompiler.compile(at, streams);
            step.definition().ifPresent(steps::add);
            streams.add(at.value().name(), step.output());
        }
        List<SinkDefinition> sinks = new ArrayList<>();
        for (At<SinkSpec> at : sinkSpecs) {
            new SinkCompiler(schemas).compile(at, streams).ifPresent(sinks::add);
        }
        refuseUnread(sourceSpecs, stepSpecs, streams);
        return new Parts(sources, steps, sinks);
    }

    private static Set<String> names(List<At<StepSpec>> steps) {
        return steps.stream()
                .map(step -> step.value().name())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    private static void checkNames(List<At<SourceSpec>> sources, List<At<StepSpec>> steps, List<At<SinkSpec>> sinks) {
        Place.distinct(sources, SourceSpec::name, "name");
        Place.distinct(steps, StepSpec::name, "name");
        Place.distinct(sinks, SinkSpec::name, "name");
        Set<String> sourceNames = new HashSet<>();
        sources.forEach(source -> sourceNames.add(source.value().name()));
        for (At<StepSpec> step : steps) {
            String name = step.value().name();
            if (name != null && sourceNames.contains(name)) {
                step.place().field("name").refuse("'" + name + "' is a source already; sources and steps share names");
            }
        }
    }

    private static void refuseUnread(List<At<SourceSpec>> sources, List<At<StepSpec>> steps, Streams streams) {
        for (At<SourceSpec> source : sources) {
            refuseUnread("source", source.value().name(), source.place(), streams);
        }
        for (At<StepSpec> step : steps) {
            refuseUnread("step", step.value().name(), step.place(), streams);
        }
    }

    private static void refuseUnread(String what, @Nullable String name, Place place, Streams streams) {
        if (name != null && !streams.isRead(name)) {
            place.refuse(
                    "nobody reads " + what + " '" + name + "'; name it in the from of a step or sink, or remove it");
        }
    }

    private static Delivery delivery(PipelineSpec.@Nullable Delivery given) {
        return given == PipelineSpec.Delivery.AT_LEAST_ONCE ? Delivery.AT_LEAST_ONCE : Delivery.EXACTLY_ONCE;
    }

    private static Payload payload(@Nullable DeadLetterSpec spec) {
        return Optional.ofNullable(spec)
                .filter(given -> given.payload() == DeadLetterSpec.Payload.REFERENCE)
                .map(reference -> Payload.REFERENCE)
                .orElse(Payload.ORIGINAL);
    }
}
