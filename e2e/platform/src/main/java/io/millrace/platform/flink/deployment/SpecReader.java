package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.StreamSupport;

/** Reads the JSON of a spec, and refuses what cannot be done here with the operator's words where it has some. */
public final class SpecReader {

    private static final String FLINK_VERSION = "v2_2";

    private final JsonNode json;
    private final List<String> refusals = new ArrayList<>();

    private SpecReader(JsonNode json) {
        this.json = json;
    }

    public static SpecReading read(JsonNode spec) {
        return new SpecReader(spec).read();
    }

    private SpecReading read() {
        SpecFields.notUnderstood(json)
                .forEach(field -> refusals.add("The local Flink runtime does not support spec." + field));
        Map<String, String> configuration = configuration();
        checkFixedValues();
        FlinkSpec spec = new FlinkSpec(
                configuration,
                job(),
                slots(configuration),
                text("/jobManager/resource/memory"),
                text("/taskManager/resource/memory"),
                new ContainerReader(json.path("podTemplate").path("spec"), refusals).read());
        if (StateFolders.savepoints(spec).isEmpty()) {
            refusals.add("Job could not be upgraded with savepoint while config key["
                    + "execution.checkpointing.savepoint-dir] is not set");
        }
        return refusals.isEmpty() ? new SpecReading.Understood(spec) : new SpecReading.Refused(List.copyOf(refusals));
    }

    private void checkFixedValues() {
        allowOnly("/flinkVersion", "", FLINK_VERSION);
        allowOnly("/mode", "native", "native");
        allowOnly("/jobManager/replicas", "1", "1");
        allowOnly("/job/upgradeMode", "stateless", "savepoint");
    }

    private void allowOnly(String pointer, String whenLeftOut, String allowed) {
        String value = text(pointer).orElse(whenLeftOut);
        if (!value.equals(allowed)) {
            refusals.add("The local Flink runtime supports spec" + pointer.replace('/', '.') + ": " + allowed
                    + " only, not " + (value.isEmpty() ? "nothing" : value));
        }
    }

    private Map<String, String> configuration() {
        Map<String, String> flat = new TreeMap<>();
        json.path("flinkConfiguration").properties().forEach(entry -> flatten(entry.getKey(), entry.getValue(), flat));
        flat.forEach((key, value) -> OperatorSettings.refusal(key, value).ifPresent(refusals::add));
        flat.keySet().removeIf(OperatorSettings::speaksToTheOperator);
        return flat;
    }

    private static void flatten(String key, JsonNode value, Map<String, String> into) {
        if (value.isObject()) {
            value.properties().forEach(entry -> flatten(key + "." + entry.getKey(), entry.getValue(), into));
        } else {
            into.put(key, value.asText());
        }
    }

    private FlinkSpec.Job job() {
        JsonNode job = json.path("job");
        if (job.isMissingNode()) {
            refusals.add("The local Flink runtime runs application clusters only: spec.job is missing");
        }
        if (!job.hasNonNull("entryClass")) {
            refusals.add("The local Flink runtime needs spec.job.entryClass: it does not look into jars");
        }
        int parallelism = job.path("parallelism").asInt(1);
        if (parallelism <= 0) {
            refusals.add("Job parallelism must be larger than 0");
        }
        return new FlinkSpec.Job(
                job.path("entryClass").asText(),
                StreamSupport.stream(job.path("args").spliterator(), false)
                        .map(JsonNode::asText)
                        .toList(),
                parallelism,
                !job.path("state").asText("running").equals("suspended"),
                job.path("allowNonRestoredState").asBoolean(false),
                text("/job/initialSavepointPath"));
    }

    private int slots(Map<String, String> configuration) {
        String slots = configuration.getOrDefault("taskmanager.numberOfTaskSlots", "1");
        if (!slots.matches("[1-9][0-9]{0,3}")) {
            refusals.add("taskmanager.numberOfTaskSlots must be a number larger than 0, not " + slots);
            return 1;
        }
        return Integer.parseInt(slots);
    }

    private Optional<String> text(String pointer) {
        JsonNode found = json.at(pointer);
        return found.isMissingNode() || found.isNull() || found.asText().isEmpty()
                ? Optional.empty()
                : Optional.of(found.asText());
    }
}
