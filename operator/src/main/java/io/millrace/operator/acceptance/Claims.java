package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.SchemaSpec;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.operator.acceptance.Thing.Kind;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.config.OperatorConfig.Connection;
import io.millrace.operator.config.OperatorConfig.TenancyRule;
import io.millrace.operator.result.PipelineId;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What one pipeline owns and what it asks for.
 *
 * @param created when the resource was made
 * @param held what an accepted revision owns, whatever the spec says by now
 * @param wanted what the spec asks for, as far as the namespace may: who lists a name in vain keeps nobody from it
 */
public record Claims(PipelineId pipeline, Instant created, Set<Thing> held, Set<Thing> wanted) {

    static final Comparator<Claims> BY_AGE = Comparator.comparing(Claims::created)
            .thenComparing(claims -> claims.pipeline().namespace())
            .thenComparing(claims -> claims.pipeline().name());

    public Claims {
        held = Set.copyOf(held);
        wanted = Set.copyOf(wanted);
    }

    /** @param heldOn the connection of the revision in place; the spec may name another one by now */
    public static Claims of(StreamingPipeline pipeline, String heldOn, OperatorConfig config) {
        PipelineId id = PipelineId.of(pipeline);
        PipelineSpec spec = pipeline.getSpec();
        Set<Thing> held = Optional.ofNullable(config.connections().get(heldOn))
                .map(connection -> held(connection, pipeline.getStatus()))
                .orElse(Set.of());
        Set<Thing> wanted = Optional.ofNullable(config.connections().get(spec.cluster()))
                .filter(connection -> !pipeline.isMarkedForDeletion())
                .map(connection -> wanted(id, connection, spec, config.tenancy()))
                .orElse(Set.of());
        return new Claims(id, Instant.parse(pipeline.getMetadata().getCreationTimestamp()), held, wanted);
    }

    private static Set<Thing> held(Connection connection, @Nullable PipelineStatus status) {
        Set<Thing> held = new HashSet<>();
        if (status != null) {
            TopicNames.orEmpty(status.topics()).forEach(topic -> held.add(Thing.topic(connection, topic.name())));
            TopicNames.orEmpty(status.schemas()).stream()
                    .filter(schema -> Boolean.TRUE.equals(schema.owned()))
                    .forEach(schema -> held.add(Thing.subject(connection, schema.subject())));
            // Announced before they are made: they are deleted with the candidate, whoever writes to them by then.
            if (status.rollout() != null) {
                TopicNames.orEmpty(status.rollout().topics())
                        .forEach(topic -> held.add(Thing.topic(connection, topic.name())));
            }
        }
        return held;
    }

    private static Set<Thing> wanted(PipelineId id, Connection connection, PipelineSpec spec, List<TenancyRule> rules) {
        Set<Thing> wanted = new HashSet<>();
        TopicNames.listed(spec).stream()
                .map(TopicSpec::name)
                .filter(name -> Tenancy.allows(id.namespace(), Kind.TOPIC, name, rules))
                .forEach(name -> wanted.add(Thing.topic(connection, name)));
        TopicNames.generated(id).forEach(name -> wanted.add(Thing.topic(connection, name)));
        TopicNames.orEmpty(spec.schemas()).stream()
                .map(SchemaSpec::subject)
                .filter(subject -> Tenancy.allows(id.namespace(), Kind.SUBJECT, subject, rules))
                .forEach(subject -> wanted.add(Thing.subject(connection, subject)));
        return wanted;
    }

    /** Whether the thing is this pipeline's rather than the other's: who has it keeps it, else the older one gets it. */
    boolean precedes(Claims other, Thing thing) {
        boolean has = held.contains(thing);
        boolean otherHas = other.held().contains(thing);
        if (has != otherHas) {
            return has;
        }
        return (has || wanted.contains(thing)) && BY_AGE.compare(this, other) < 0;
    }
}
