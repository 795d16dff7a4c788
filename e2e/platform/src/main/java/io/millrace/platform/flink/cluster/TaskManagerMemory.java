package io.millrace.platform.flink.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Every part of a TaskManager's memory, all of which Flink wants to be told when no start script computes them, and
 * the Java options that follow. What the spec's configuration says of a part stands; the rest is as small as works.
 */
record TaskManagerMemory(Map<String, MemorySize> parts) {

    private static final String TASK_HEAP = "taskmanager.memory.task.heap.size";
    private static final String FRAMEWORK_HEAP = "taskmanager.memory.framework.heap.size";
    private static final String TASK_OFF_HEAP = "taskmanager.memory.task.off-heap.size";
    private static final String FRAMEWORK_OFF_HEAP = "taskmanager.memory.framework.off-heap.size";
    private static final String MANAGED = "taskmanager.memory.managed.size";
    private static final String NETWORK_MIN = "taskmanager.memory.network.min";
    private static final String NETWORK_MAX = "taskmanager.memory.network.max";
    private static final String METASPACE = "taskmanager.memory.jvm-metaspace.size";
    private static final String OVERHEAD_MIN = "taskmanager.memory.jvm-overhead.min";
    private static final String OVERHEAD_MAX = "taskmanager.memory.jvm-overhead.max";

    /** Sums of the parts; with each part given they could only contradict. */
    static final List<String> TOTALS = List.of("taskmanager.memory.process.size", "taskmanager.memory.flink.size");

    static TaskManagerMemory small(Map<String, String> asked) {
        Map<String, MemorySize> parts = new LinkedHashMap<>();
        put(parts, asked, FRAMEWORK_HEAP, MemorySize.megabytes(64));
        put(parts, asked, TASK_HEAP, MemorySize.megabytes(160));
        put(parts, asked, FRAMEWORK_OFF_HEAP, MemorySize.megabytes(48));
        put(parts, asked, TASK_OFF_HEAP, MemorySize.megabytes(16));
        put(parts, asked, MANAGED, MemorySize.megabytes(96));
        return withRest(parts, asked, MemorySize.megabytes(48));
    }

    /** Of the memory of a whole process, in about the proportions that Flink itself would choose. */
    static TaskManagerMemory of(MemorySize process, Map<String, String> asked) {
        long free =
                process.bytes() - MemorySize.megabytes(160 + 96 + 64 + 64 + 16).bytes();
        Map<String, MemorySize> parts = new LinkedHashMap<>();
        put(parts, asked, FRAMEWORK_HEAP, MemorySize.megabytes(64));
        put(
                parts,
                asked,
                TASK_HEAP,
                new MemorySize(Math.max(MemorySize.megabytes(128).bytes(), free * 50 / 100)));
        put(parts, asked, FRAMEWORK_OFF_HEAP, MemorySize.megabytes(64));
        put(parts, asked, TASK_OFF_HEAP, MemorySize.megabytes(16));
        put(
                parts,
                asked,
                MANAGED,
                new MemorySize(Math.max(MemorySize.megabytes(64).bytes(), free * 40 / 100)));
        return withRest(
                parts, asked, new MemorySize(Math.max(MemorySize.megabytes(48).bytes(), free * 10 / 100)));
    }

    private static TaskManagerMemory withRest(
            Map<String, MemorySize> parts, Map<String, String> asked, MemorySize network) {
        put(parts, asked, NETWORK_MIN, network);
        parts.put(NETWORK_MAX, part(parts, NETWORK_MIN));
        put(parts, asked, METASPACE, MemorySize.megabytes(160));
        put(parts, asked, OVERHEAD_MIN, MemorySize.megabytes(96));
        parts.put(OVERHEAD_MAX, part(parts, OVERHEAD_MIN));
        return new TaskManagerMemory(Map.copyOf(parts));
    }

    private static void put(Map<String, MemorySize> parts, Map<String, String> asked, String key, MemorySize small) {
        String value = asked.get(key);
        parts.put(key, value == null ? small : MemorySize.parse(value));
    }

    private static MemorySize part(Map<String, MemorySize> parts, String key) {
        return Objects.requireNonNull(parts.get(key), key);
    }

    Map<String, String> configuration() {
        Map<String, String> keys = new LinkedHashMap<>();
        parts.forEach((key, size) -> keys.put(key, size.forFlink()));
        return keys;
    }

    List<String> javaOptions() {
        MemorySize heap = part(parts, FRAMEWORK_HEAP).plus(part(parts, TASK_HEAP));
        MemorySize direct =
                part(parts, FRAMEWORK_OFF_HEAP).plus(part(parts, TASK_OFF_HEAP)).plus(part(parts, NETWORK_MAX));
        return List.of(
                "-Xmx" + heap.forJava(),
                "-XX:MaxDirectMemorySize=" + direct.forJava(),
                "-XX:MaxMetaspaceSize=" + part(parts, METASPACE).forJava());
    }
}
