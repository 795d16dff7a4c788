package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.operator.config.OperatorConfig.Connection;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who owns what: every topic and every subject has one pipeline at most. Reading is free; writing to a topic that another
 * pipeline owns is not, while one that nobody owns takes any number of writers.
 */
public record Ownership(Claims ours, List<Claims> others) {

    public Ownership {
        others = List.copyOf(others);
    }

    /** The topics that another pipeline has as well: they outlive this one. */
    public Set<String> sharedTopics(Connection connection) {
        return others.stream()
                .flatMap(other -> other.held().stream())
                .filter(thing -> thing.equals(Thing.topic(connection, thing.name())))
                .map(Thing::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    List<Refusal> judge(PipelineSpec spec, Connection connection) {
        List<Refusal> refusals = new ArrayList<>();
        listed(spec, connection, refusals);
        generated(connection, refusals);
        written(spec, connection, refusals);
        subjects(spec, connection, refusals);
        return refusals;
    }

    private void listed(PipelineSpec spec, Connection connection, List<Refusal> refusals) {
        var topics = TopicNames.listed(spec);
        for (int i = 0; i < topics.size(); i++) {
            refuse(
                            Reason.TOPIC_OWNED_BY_ANOTHER,
                            "spec.topics[" + i + "].name",
                            Thing.topic(connection, topics.get(i).name()),
                            "; choose another name, or have that pipeline give it up or deleted")
                    .ifPresent(refusals::add);
        }
    }

    private void generated(Connection connection, List<Refusal> refusals) {
        for (String name : TopicNames.generated(ours.pipeline())) {
            refuse(
                            Reason.TOPIC_OWNED_BY_ANOTHER,
                            "metadata.name",
                            Thing.topic(connection, name),
                            ", but Millrace makes it for a pipeline of this name; give this pipeline another name, or"
                                    + " have that one give it up")
                    .ifPresent(refusals::add);
        }
    }

    private void written(PipelineSpec spec, Connection connection, List<Refusal> refusals) {
        Set<String> listed =
                TopicNames.listed(spec).stream().map(topic -> topic.name()).collect(Collectors.toSet());
        for (int i = 0; i < spec.sinks().size(); i++) {
            String topic = spec.sinks().get(i).topic();
            if (!listed.contains(topic)) {
                refuse(
                                Reason.TOPIC_OWNED_BY_ANOTHER,
                                "spec.sinks[" + i + "].topic",
                                Thing.topic(connection, topic),
                                ", which alone writes to it; choose a topic of your own and let readers read both")
                        .ifPresent(refusals::add);
            }
        }
    }

    private void subjects(PipelineSpec spec, Connection connection, List<Refusal> refusals) {
        var schemas = TopicNames.orEmpty(spec.schemas());
        for (int i = 0; i < schemas.size(); i++) {
            refuse(
                            Reason.SUBJECT_OWNED_BY_ANOTHER,
                            "spec.schemas[" + i + "].subject",
                            Thing.subject(connection, schemas.get(i).subject()),
                            "; leave it out of spec.schemas to use it as it is, or have that pipeline give it up")
                    .ifPresent(refusals::add);
        }
    }

    private Optional<Refusal> refuse(Reason reason, String path, Thing thing, String remedy) {
        return others.stream()
                .filter(other -> other.precedes(ours, thing))
                .min(Claims.BY_AGE)
                .map(owner -> new Refusal(
                        reason,
                        path,
                        thing.kind().word() + " " + thing.name() + " belongs to pipeline " + owner.pipeline()
                                + remedy));
    }
}
