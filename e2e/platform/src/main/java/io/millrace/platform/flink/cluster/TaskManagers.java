package io.millrace.platform.flink.cluster;

import io.millrace.platform.flink.deployment.FlinkSpec;
import io.millrace.platform.process.Child;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The TaskManager processes of a deployment, numbered from 1. */
final class TaskManagers {

    /** One that cannot even start must not be started in a circle. */
    private static final Duration BETWEEN_STARTS = Duration.ofSeconds(5);

    private final ProcessStarter starter;
    private final Clock clock;
    private final Map<Integer, Child> children = new TreeMap<>();
    private final Map<Integer, Instant> started = new TreeMap<>();

    TaskManagers(ProcessStarter starter, Clock clock) {
        this.starter = starter;
        this.clock = clock;
    }

    int alive() {
        children.values().removeIf(child -> !child.isAlive());
        return children.size();
    }

    void keep(FlinkSpec spec, Map<String, String> environment) {
        alive();
        for (int number = 1; number <= spec.taskManagers(); number++) {
            if (!children.containsKey(number) && mayStart(number)) {
                children.put(number, starter.taskManager(spec, number, environment));
                started.put(number, clock.instant());
            }
        }
    }

    private boolean mayStart(int number) {
        Instant last = started.get(number);
        return last == null || last.plus(BETWEEN_STARTS).isBefore(clock.instant());
    }

    void stop() {
        List<CompletableFuture<Void>> ends = new ArrayList<>();
        children.values().forEach(child -> ends.add(CompletableFuture.runAsync(child::stop)));
        ends.forEach(CompletableFuture::join);
        children.clear();
        started.clear();
    }
}
