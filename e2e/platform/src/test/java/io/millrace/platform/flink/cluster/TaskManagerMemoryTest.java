package io.millrace.platform.flink.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TaskManagerMemoryTest {

    private static final long MB = 1 << 20;

    @Test
    void the_options_of_java_follow_from_the_parts() {
        // when
        TaskManagerMemory memory = TaskManagerMemory.small(Map.of("taskmanager.memory.task.heap.size", "400m"));
        // then
        assertThat(memory.javaOptions())
                .isEqualTo(List.of(
                        "-Xmx" + (64 + 400) * MB,
                        "-XX:MaxDirectMemorySize=" + (48 + 16 + 48) * MB,
                        "-XX:MaxMetaspaceSize=" + 160 * MB));
        assertThat(memory.configuration())
                .containsEntry("taskmanager.memory.task.heap.size", 400 * MB + "b")
                .containsEntry("taskmanager.memory.network.min", 48 * MB + "b")
                .containsEntry("taskmanager.memory.network.max", 48 * MB + "b");
    }

    @Test
    void the_parts_of_a_whole_process_add_up_to_no_more() {
        // when
        Map<String, MemorySize> parts =
                TaskManagerMemory.of(MemorySize.parse("2Gi"), Map.of()).parts();
        // then
        long sum = parts.entrySet().stream()
                .filter(part -> !part.getKey().endsWith(".max"))
                .mapToLong(part -> part.getValue().bytes())
                .sum();
        assertThat(sum).isBetween(2000 * MB, 2048 * MB);
    }

    @ParameterizedTest
    @CsvSource({"512, 512", "1k, 1024", "64m, 67108864", "64 mb, 67108864", "2Gi, 2147483648", "1g, 1073741824"})
    void an_amount_is_read_as_flink_and_kubernetes_write_it(String text, long bytes) {
        assertThat(MemorySize.parse(text).bytes()).isEqualTo(bytes);
    }
}
