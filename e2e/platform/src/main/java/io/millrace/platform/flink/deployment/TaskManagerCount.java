package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.databind.JsonNode;

/** As many TaskManagers as give the job's parallelism its slots. */
final class TaskManagerCount {

    private TaskManagerCount() {}

    static int of(JsonNode spec) {
        int parallelism = spec.path("job").path("parallelism").asInt(1);
        int slots = spec.path("flinkConfiguration")
                .path("taskmanager.numberOfTaskSlots")
                .asInt(1);
        return of(parallelism, slots);
    }

    static int of(int parallelism, int slots) {
        return (parallelism + slots - 1) / slots;
    }
}
