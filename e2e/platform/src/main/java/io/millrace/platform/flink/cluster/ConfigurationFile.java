package io.millrace.platform.flink.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Flink's {@code config.yaml}. It is YAML, of which JSON is a part: quoted that way no value can be misread. */
final class ConfigurationFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ConfigurationFile() {}

    static void write(Path folder, Map<String, String> keys) {
        StringBuilder text = new StringBuilder();
        keys.forEach((key, value) ->
                text.append(quote(key)).append(": ").append(quote(value)).append('\n'));
        Path file = folder.resolve("config.yaml");
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new PlatformException("Cannot write " + file, e);
        }
    }

    private static String quote(String text) {
        try {
            return JSON.writeValueAsString(text);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A string cannot be written as JSON", e);
        }
    }
}
