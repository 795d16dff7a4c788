package io.millrace.bench;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** Flink's configuration of a rival: the same for all, but for ports and folders. */
record FlinkConfiguration(int rpcPort, int restPort, Path folder) {

    static final int SLOTS = 2;

    // Every part is named, as no start script computes them.
    private static final Map<String, String> TASK_MANAGER_MEMORY = Map.of(
            "taskmanager.memory.framework.heap.size", "128m",
            "taskmanager.memory.task.heap.size", "896m",
            "taskmanager.memory.framework.off-heap.size", "64m",
            "taskmanager.memory.task.off-heap.size", "64m",
            "taskmanager.memory.managed.size", "64m",
            "taskmanager.memory.network.min", "128m",
            "taskmanager.memory.network.max", "128m",
            "taskmanager.memory.jvm-metaspace.size", "256m",
            "taskmanager.memory.jvm-overhead.min", "192m",
            "taskmanager.memory.jvm-overhead.max", "192m");

    private static final Map<String, String> SETTINGS = Map.of(
            "parallelism.default", Integer.toString(SLOTS),
            "taskmanager.numberOfTaskSlots", Integer.toString(SLOTS),
            "taskmanager.cpu.cores", Integer.toString(SLOTS),
            "state.backend.type", "hashmap",
            // A turn that fails is no measurement.
            "restart-strategy.type", "disable",
            // One program takes all turns: it waits for each job.
            "execution.attached", "true",
            "cluster.registration.error-delay", "1 s");

    /** Writes the file and returns its folder. */
    Path write() {
        Map<String, String> keys = new TreeMap<>(SETTINGS);
        keys.putAll(TASK_MANAGER_MEMORY);
        String loopback = "127.0.0.1";
        keys.put("jobmanager.rpc.address", loopback);
        keys.put("jobmanager.bind-host", loopback);
        keys.put("jobmanager.rpc.port", Integer.toString(rpcPort));
        keys.put("rest.address", loopback);
        keys.put("rest.bind-address", loopback);
        keys.put("rest.port", Integer.toString(restPort));
        keys.put("taskmanager.host", loopback);
        keys.put("taskmanager.bind-host", loopback);
        keys.put("io.tmp.dirs", folder.resolve("tmp").toString());
        keys.put(
                "execution.checkpointing.dir",
                folder.resolve("checkpoints").toUri().toString());
        StringBuilder text = new StringBuilder();
        keys.forEach(
                (key, value) -> text.append(key).append(": \"").append(value).append("\"\n"));
        try {
            Files.createDirectories(folder.resolve("tmp"));
            Files.writeString(folder.resolve("config.yaml"), text);
        } catch (IOException e) {
            throw new PlatformException("Cannot write Flink's configuration", e);
        }
        return folder;
    }
}
