package io.millrace.bench.jobs;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * One drain of the input topic, the same for every rival.
 *
 * @param folder has this turn's file; for Millrace's job also the definition
 * @param outputSchemaId what the Confluent framing of the output's values says
 */
public record Turn(
        Path folder,
        String bootstrapServers,
        String registryUrl,
        String inputTopic,
        String outputTopic,
        int outputSchemaId,
        String transactionalIdPrefix,
        long checkpointIntervalMillis) {

    private static final String FILE = "turn.properties";

    public void write() throws IOException {
        Properties properties = new Properties();
        properties.setProperty("bootstrapServers", bootstrapServers);
        properties.setProperty("registryUrl", registryUrl);
        properties.setProperty("inputTopic", inputTopic);
        properties.setProperty("outputTopic", outputTopic);
        properties.setProperty("outputSchemaId", Integer.toString(outputSchemaId));
        properties.setProperty("transactionalIdPrefix", transactionalIdPrefix);
        properties.setProperty("checkpointIntervalMillis", Long.toString(checkpointIntervalMillis));
        try (Writer file = Files.newBufferedWriter(folder.resolve(FILE))) {
            properties.store(file, null);
        }
    }

    static Turn read(Path folder) throws IOException {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(folder.resolve(FILE))) {
            properties.load(file);
        }
        return new Turn(
                folder,
                properties.getProperty("bootstrapServers"),
                properties.getProperty("registryUrl"),
                properties.getProperty("inputTopic"),
                properties.getProperty("outputTopic"),
                Integer.parseInt(properties.getProperty("outputSchemaId")),
                properties.getProperty("transactionalIdPrefix"),
                Long.parseLong(properties.getProperty("checkpointIntervalMillis")));
    }
}
