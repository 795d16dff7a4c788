package io.millrace.operator.revisions;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.api.v1alpha1.FlinkSpec;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SchemaSpec;
import io.millrace.api.v1alpha1.TopicSpec;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.definition.SourceDefinition;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Equal content gives equal hashes, whatever the order of keys and however the fields were left out. */
public final class ContentHash {

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            // A method such as isGenerated() is no part of a record.
            .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .build();

    private ContentHash() {}

    /** Of the part of a spec that a revision is made from: an edit of anything else restarts nothing. */
    public static String ofSpec(PipelineSpec spec) {
        PipelineSpec relevant = new PipelineSpec(
                spec.cluster(),
                null,
                spec.flink(),
                spec.schemas(),
                declared(spec.topics()),
                spec.sources(),
                spec.steps(),
                spec.sinks(),
                spec.delivery(),
                spec.deadLetter(),
                null,
                null,
                null,
                null,
                null,
                null);
        return hash(relevant).substring(0, 16);
    }

    /**
     * Of what runs: eight digits. What the registry answers for a schema that this pipeline registers is not in it,
     * since the schema itself is; nor is what the administrator's configuration fills in, so that changing the
     * configuration restarts nothing.
     */
    public static String ofRevision(PipelineSpec spec, PipelineDefinition definition) {
        Set<String> owned = spec.schemas() == null
                ? Set.of()
                : spec.schemas().stream().map(SchemaSpec::subject).collect(Collectors.toSet());
        // Another parallelism makes another revision, too, and does not rescale this one: docs/upgrades.md has why.
        Content content = new Content(
                spec.cluster(),
                withoutRegistryAnswers(definition, owned),
                declared(spec.topics()),
                spec.schemas(),
                spec.flink());
        return hash(content).substring(0, 8);
    }

    private record Content(
            @Nullable String cluster,
            PipelineDefinition definition,
            @Nullable List<TopicSpec> topics,
            @Nullable List<SchemaSpec> schemas,
            @Nullable FlinkSpec flink) {}

    private static @Nullable List<TopicSpec> declared(@Nullable List<TopicSpec> topics) {
        if (topics == null || topics.isEmpty()) {
            return null;
        }
        return topics.stream()
                .map(topic ->
                        new TopicSpec(topic.name(), topic.partitions(), topic.replicas(), topic.config(), null, null))
                .toList();
    }

    private static PipelineDefinition withoutRegistryAnswers(PipelineDefinition definition, Set<String> owned) {
        return new PipelineDefinition(
                definition.formatVersion(),
                definition.sources().stream()
                        .map(source -> new SourceDefinition(
                                source.name(),
                                source.uid(),
                                source.topic(),
                                plain(source.decode(), owned),
                                source.eventTime(),
                                source.startFrom()))
                        .toList(),
                definition.steps(),
                definition.sinks().stream()
                        .map(sink -> new SinkDefinition(
                                sink.name(), sink.from(), sink.topic(), sink.key(), plain(sink.encode(), owned)))
                        .toList(),
                definition.deadLetter(),
                definition.lateTopic(),
                definition.ledgerTopic(),
                definition.delivery());
    }

    private static SourceDefinition.Decode plain(SourceDefinition.Decode decode, Set<String> owned) {
        return decode instanceof SourceDefinition.AvroDecode avro
                ? new SourceDefinition.AvroDecode(plain(avro.schema(), owned), avro.columns())
                : decode;
    }

    private static SinkDefinition.Encode plain(SinkDefinition.Encode encode, Set<String> owned) {
        return encode instanceof SinkDefinition.AvroEncode avro
                ? new SinkDefinition.AvroEncode(plain(avro.schema(), owned))
                : encode;
    }

    private static SchemaPin plain(SchemaPin pin, Set<String> owned) {
        return owned.contains(pin.subject()) ? new SchemaPin(pin.subject(), 0, 0, pin.text()) : pin;
    }

    private static String hash(Object content) {
        try {
            byte[] bytes = JSON.writeValueAsString(JSON.valueToTree(content)).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (JsonProcessingException | NoSuchAlgorithmException e) {
            throw new IllegalStateException("content must always be hashable", e);
        }
    }
}
