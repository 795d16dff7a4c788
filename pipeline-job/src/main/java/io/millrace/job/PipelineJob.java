package io.millrace.job;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.job.connectors.KafkaConnectors;
import io.millrace.job.graph.JobSettings;
import io.millrace.job.graph.PipelineGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.jspecify.annotations.Nullable;

/** Reads the definition, builds its stream between the real ends, runs it. */
public final class PipelineJob {

    private PipelineJob() {}

    public static void main(String[] args) throws Exception {
        Path folder = folder(System.getenv(DefinitionFiles.FOLDER_VARIABLE));
        PipelineDefinition definition =
                DefinitionFiles.readDefinition(read(folder.resolve(DefinitionFiles.DEFINITION)));
        RunSettings run = DefinitionFiles.readRun(read(folder.resolve(DefinitionFiles.RUN)));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(run));
        PipelineGraph.build(env, definition, run, new KafkaConnectors(definition, run));
        env.execute();
    }

    private static Path folder(@Nullable String named) {
        if (named == null || named.isBlank()) {
            throw new IllegalArgumentException(
                    DefinitionFiles.FOLDER_VARIABLE + " is not set; it names the folder with "
                            + DefinitionFiles.DEFINITION + " and " + DefinitionFiles.RUN);
        }
        return Path.of(named);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IllegalArgumentException(file + " cannot be read", e);
        }
    }
}
