package io.millrace.platform.flink.deployment;

import java.util.ArrayList;
import java.util.List;

/** The status to write, and then the steps to take: what a step sets going is on record before it does. */
public record Plan(DeploymentStatus status, List<Step> steps) {

    static Plan of(DeploymentStatus status, Step... steps) {
        return new Plan(status, List.of(steps));
    }

    Plan and(Step step) {
        List<Step> more = new ArrayList<>(steps);
        more.add(step);
        return new Plan(status, List.copyOf(more));
    }

    Plan withError(FlinkError error) {
        return new Plan(status.withError(error), steps);
    }
}
