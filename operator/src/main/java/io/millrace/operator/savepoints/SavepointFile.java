package io.millrace.operator.savepoints;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.state.StatefulJob;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision.PinnedSchema;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A {@link SavepointRecord} as a file: all that is needed to restore the savepoint is in it, so it can be copied. */
public final class SavepointFile {

    /** Of the JSON form. */
    private static final int FORMAT_VERSION = 1;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private SavepointFile() {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Content(
            int formatVersion,
            @Nullable Owner pipeline,
            @Nullable Savepoint savepoint,
            @Nullable String flinkVersion,
            @Nullable String cluster,
            @Nullable List<PinnedSchema> schemas,
            @Nullable Map<String, Map<Integer, Long>> offsets,
            @Nullable Job job) {}

    private record Owner(@Nullable String namespace, @Nullable String name, @Nullable String uid) {}

    private record Job(int parallelism, int maxParallelism, String stateBackend, JsonNode definition) {}

    public static String write(SavepointRecord kept) {
        try {
            return JSON.writeValueAsString(new Content(
                            FORMAT_VERSION,
                            owner(kept.pipeline()),
                            kept.savepoint(),
                            kept.flinkVersion(),
                            kept.cluster(),
                            kept.schemas(),
                            kept.offsets(),
                            kept.job().isPresent() ? content(kept.job().get()) : null))
                    + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what is known of a savepoint must always be writable", e);
        }
    }

    private static Owner owner(PipelineId pipeline) {
        return new Owner(pipeline.namespace(), pipeline.name(), pipeline.uid());
    }

    private static Job content(StatefulJob job) throws JsonProcessingException {
        return new Job(
                job.parallelism(),
                job.maxParallelism(),
                job.stateBackend(),
                JSON.readTree(DefinitionFiles.write(job.definition())));
    }

    /** @throws IllegalArgumentException with a sentence, when it says nothing of a savepoint that could be restored */
    public static SavepointRecord read(String text) {
        try {
            return record(JSON.readValue(text, Content.class));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("it cannot be read: " + e.getOriginalMessage(), e);
        }
    }

    private static SavepointRecord record(Content content) {
        if (content.formatVersion() != FORMAT_VERSION) {
            throw new IllegalArgumentException(
                    "it has format " + content.formatVersion() + ", and this operator reads format " + FORMAT_VERSION);
        }
        PipelineId pipeline = pipeline(present(content.pipeline(), "pipeline"));
        Savepoint savepoint = present(content.savepoint(), "savepoint");
        // No more than a look at whether it is one.
        URI.create(present(savepoint.path(), "savepoint.path"));
        return new SavepointRecord(
                pipeline,
                savepoint,
                present(content.flinkVersion(), "flinkVersion"),
                present(content.cluster(), "cluster"),
                Optional.ofNullable(content.job()).map(job -> job(job, pipeline)),
                present(content.schemas(), "schemas"),
                present(content.offsets(), "offsets"));
    }

    private static PipelineId pipeline(Owner owner) {
        return new PipelineId(
                present(owner.namespace(), "pipeline.namespace"),
                present(owner.name(), "pipeline.name"),
                present(owner.uid(), "pipeline.uid"));
    }

    private static StatefulJob job(Job job, PipelineId pipeline) {
        return new StatefulJob(
                DefinitionFiles.readDefinition(
                        present(job.definition(), "job.definition").toString()),
                job.parallelism(),
                job.maxParallelism(),
                present(job.stateBackend(), "job.stateBackend"),
                pipeline.shortUid());
    }

    private static <T> T present(@Nullable T value, String field) {
        if (value == null) {
            throw new IllegalArgumentException("it lacks " + field);
        }
        return value;
    }
}
