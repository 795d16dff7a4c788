package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.ControlPlaneAccess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The real kubectl, as a user with all rights runs it in one namespace, and what it would show of single objects. */
final class Kubectl {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final io.millrace.platform.kubectl.Kubectl kubectl;
    private final String namespace;
    private final ApiReader reader;

    Kubectl(ControlPlaneAccess controlPlane, String namespace) {
        this.kubectl = io.millrace.platform.kubectl.Kubectl.of(controlPlane);
        this.namespace = namespace;
        this.reader = new ApiReader(controlPlane, namespace);
    }

    /** What a command answered: kubectl's exit code and everything that it printed. */
    record Answer(int exitCode, String output) {}

    /** As {@code kubectl describe} shows it at its end. */
    record Event(String reason, String message) {}

    void apply(String yaml) {
        succeed(withFile(yaml, "apply", "-f"));
    }

    /** Whether the API server would take it. */
    Answer dryRun(String yaml) {
        return withFile(yaml, "apply", "--dry-run=server", "-f");
    }

    /** The same of all files in there; what is said of one names it. */
    Answer dryRun(Path folder) {
        return run("apply", "--dry-run=server", "-f", folder.toString());
    }

    /** An edit as a user makes it: a JSON merge patch of the spec. */
    void patch(String name, String spec) {
        succeed(tryPatch(name, spec));
    }

    Answer tryPatch(String name, String spec) {
        return run("patch", "spl", name, "--type", "merge", "-p", "{\"spec\":" + spec + "}");
    }

    /** {@code key=value}, or {@code key-} to take it away. */
    void annotate(String kind, String name, String annotation) {
        succeed(run("annotate", "--overwrite", kind, name, annotation));
    }

    void delete(String name) {
        succeed(run("delete", "spl", name, "--wait=false"));
    }

    void createConfigMap(String name, String key, String value) {
        succeed(run("create", "configmap", name, "--from-literal=" + key + "=" + value));
    }

    JsonNode get(String plural, String name) {
        return reader.get(plural, name).orElseThrow(() -> new AssertionError("there is no " + plural + "/" + name));
    }

    JsonNode pipeline(String name) {
        return get("streamingpipelines", name);
    }

    /** What {@code kubectl get spl} shows under a heading. */
    String column(String name, String heading) {
        List<String> table = succeed(run("get", "spl", name)).lines().toList();
        assertThat(table).as("the table of %s", name).hasSizeGreaterThanOrEqualTo(2);
        int from = table.get(0).indexOf(heading);
        assertThat(from).as("%s in %s", heading, table.get(0)).isNotNegative();
        // A column without a value is blank, so words cannot be counted.
        return table.get(1).substring(from).split(" ", 2)[0];
    }

    boolean exists(String plural, String name) {
        return reader.get(plural, name).isPresent();
    }

    /** Of all that there are, as {@code kind/name}. */
    List<String> names(String plural) {
        return succeed(run("get", plural, "-o", "name", "--ignore-not-found"))
                .lines()
                .toList();
    }

    /** The events about a pipeline, oldest first. */
    List<Event> events(String name) {
        JsonNode events = parse(succeed(run(
                "get",
                "events",
                "--field-selector",
                "involvedObject.kind=StreamingPipeline,involvedObject.name=" + name,
                "-o",
                "json")));
        return events.get("items").findParents("involvedObject").stream()
                // Their times are whole seconds; versions count on with each write.
                .sorted(Comparator.comparingLong(
                        event -> event.at("/metadata/resourceVersion").asLong()))
                .map(event -> new Event(
                        event.path("reason").asText(), event.path("message").asText()))
                .toList();
    }

    private Answer withFile(String yaml, String... command) {
        try {
            Path file = Files.createTempFile("millrace", ".yaml");
            try {
                Files.writeString(file, yaml);
                List<String> arguments = new ArrayList<>(List.of(command));
                arguments.add(file.toString());
                return run(arguments.toArray(String[]::new));
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Answer run(String... command) {
        List<String> arguments = new ArrayList<>(List.of("--namespace", namespace));
        arguments.addAll(List.of(command));
        io.millrace.platform.kubectl.Kubectl.Answer answer = kubectl.ask(arguments.toArray(String[]::new));
        return new Answer(answer.exitCode(), answer.output() + answer.error());
    }

    private static String succeed(Answer answer) {
        assertThat(answer.exitCode()).as(answer.output()).isZero();
        return answer.output();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
