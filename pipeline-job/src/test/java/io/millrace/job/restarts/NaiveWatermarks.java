package io.millrace.job.restarts;

import io.millrace.job.records.Row;
import java.util.Arrays;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.jspecify.annotations.Nullable;

/**
 * How far event time is, by key group; it is the same for those that one subtask has. It never goes back. A subtask that
 * takes over keys of several is where the furthest of them was.
 */
final class NaiveWatermarks {

    static final int GROUPS = 8;

    private final long[] watermarks = new long[GROUPS];
    private int subtasks;

    NaiveWatermarks(int subtasks) {
        this.subtasks = subtasks;
        Arrays.fill(watermarks, Long.MIN_VALUE);
    }

    static int group(@Nullable String kind) {
        return KeyGroupRangeAssignment.assignToKeyGroup(new Row(kind), GROUPS);
    }

    private int subtask(int group) {
        return group * subtasks / GROUPS;
    }

    int subtaskOf(@Nullable String kind) {
        return subtask(group(kind));
    }

    long at(@Nullable String kind) {
        return watermarks[group(kind)];
    }

    /** @param passed is told of each key group the watermark before and now */
    void mark(int subtask, long watermark, Passed passed) {
        for (int group = 0; group < GROUPS; group++) {
            if (subtask(group) == subtask && watermark > watermarks[group]) {
                long before = watermarks[group];
                watermarks[group] = watermark;
                passed.passed(group, before, watermark);
            }
        }
    }

    void rescale(int to, Passed passed) {
        subtasks = to;
        for (int subtask = 0; subtask < to; subtask++) {
            long furthest = Long.MIN_VALUE;
            for (int group = 0; group < GROUPS; group++) {
                furthest = subtask(group) == subtask ? Math.max(furthest, watermarks[group]) : furthest;
            }
            mark(subtask, furthest, passed);
        }
    }

    interface Passed {
        void passed(int group, long before, long now);
    }
}
