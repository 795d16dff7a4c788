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
        SpecReader reader = new SpecReader(spec);
        FlinkSpec read = reader.read();
        return reader.refusals.isEmpty()
                ? new SpecReading.Understood(read)
                : new SpecReading.Refused(List.copyOf(reader.refusals));
    }

    /** Of a spec that was understood before its mode was overwritten with the one that was found possible. */
    static FlinkSpec readRecorded(JsonNode spec) {
        return new SpecReader(spec).read();
    }

    private FlinkSpec read() {
        SpecFields.notUnderstood(json)
                .forEach(field -> refusals.add("The local Flink runtime does not support spec." + field));
        Map<String, String> all = flinkConfiguration();
        Map<String, String> configuration = new TreeMap<>(all);
        configuration.keySet().removeIf(OperatorSettings::speaksToTheOperator);
        checkFixedValues();
        FlinkSpec spec = new FlinkSpec(
                configuration,
                job(),
                new FlinkSpec.Upgrade(
                        upgradeMode(),
                        HighAvailability.isOn(all) && OperatorSettings.lastStateFallback(all),
                        OperatorSettings.snapshotResources(all)),
                slots(configuration),
                text("/jobManager/resource/memory"),
                text("/taskManager/resource/memory"),
                new ContainerReader(json.path("podTemplate").path("spec"), refusals).read());
        StateFolders.refusal(spec).ifPresent(refusals::add);
        return spec;
    }

    private UpgradeMode upgradeMode() {
        String word = text("/job/upgradeMode").orElse(UpgradeMode.STATELESS.word());
        Optional<UpgradeMode> mode = UpgradeMode.of(word);
        if (mode.isEmpty()) {
            refusals.add("spec.job.upgradeMode is savepoint, last-state or stateless, not " + word);
        }
        return mode.orElse(UpgradeMode.STATELESS);
    }

    private void checkFixedValues() {
        allowOnly("/flinkVersion", "", FLINK_VERSION);
        allowOnly("/mode", "native", "native");
        allowOnly("/jobManager/replicas", "1", "1");
    }

    private void allowOnly(String pointer, String whenLeftOut, String allowed) {
        String value = text(pointer).orElse(whenLeftOut);
        if (!value.equals(allowed)) {
            refusals.add("The local Flink runtime supports spec" + pointer.replace('/', '.') + ": " + allowed
                    + " only, not " + (value.isEmpty() ? "nothing" : value));
        }
    }

    private Map<String, String> flinkConfiguration() {
        Map<String, String> flat = new TreeMap<>();
        json.path("flinkConfiguration").properties().forEach(entry -> flatten(entry.getKey(), entry.getValue(), flat));
        flat.forEach((key, value) -> OperatorSettings.refusal(key, value).ifPresent(refusals::add));
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
