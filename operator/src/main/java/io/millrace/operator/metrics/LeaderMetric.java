package io.millrace.operator.metrics;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.millrace.operator.leadership.Leadership;

/** Which of several operators acts: on the page of each, from its start. */
public final class LeaderMetric {

    private LeaderMetric() {}

    public static void register(Leadership leadership, MeterRegistry meters) {
        Gauge.builder("millrace.leader", leadership, held -> held.isHeld() ? 1 : 0)
                .description("1 while this operator is the one that acts")
                .register(meters);
    }
}
