package io.millrace.bench.jobs;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.job.compare.ReadBack;
import io.millrace.job.compare.Taken;
import io.millrace.job.connectors.KafkaConnectors;
import io.millrace.job.graph.Connectors;
import io.millrace.job.graph.JobSettings;
import io.millrace.job.graph.PipelineGraph;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.OutRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A pipeline as it always runs, but for the end of its sources: they stop where the topic ended at the start. */
public final class MillraceJob {

    private MillraceJob() {}

    public static void main(String[] arguments) throws IOException {
        Turns.take(arguments[0], turn -> drain(turn, KafkaConnectors::sink));
    }

    static void drain(Turn turn, Function<KafkaConnectors, Sink<OutRecord>> sink) throws Exception {
        PipelineDefinition definition =
                DefinitionFiles.readDefinition(Files.readString(turn.folder().resolve(DefinitionFiles.DEFINITION)));
        RunSettings run = DefinitionFiles.readRun(Files.readString(turn.folder().resolve(DefinitionFiles.RUN)));
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(JobSettings.of(run));
        PipelineGraph.build(env, definition, run, new Bounded(new KafkaConnectors(definition, run), sink));
        env.execute();
    }

    private record Bounded(KafkaConnectors kafka, Function<KafkaConnectors, Sink<OutRecord>> end)
            implements Connectors {
        @Override
        public Source<Envelope, ?, ?> source(SourceDefinition source) {
            return kafka.reader(source).setBounded(OffsetsInitializer.latest()).build();
        }

        @Override
        public Source<Taken, ?, ?> readBack(ReadBack what) {
            return kafka.readBack(what);
        }

        @Override
        public Sink<OutRecord> sink() {
            return end.apply(kafka);
        }
    }
}
