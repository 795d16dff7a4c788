package io.millrace.operator.metrics;

import io.millrace.operator.pipeline.Audience.Sight;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One metric of all pipelines.
 *
 * @param name as it stands on the page
 * @param labels besides namespace and pipeline; each has few values, which a definition or an enumeration lists
 * @param samples of one pipeline; none where nothing is known, as a 0 would be a statement
 */
record Family(String name, Kind kind, String help, List<String> labels, Function<Sight, Stream<Sample>> samples) {

    enum Kind {
        GAUGE,
        /** Always 1; what it has to say is in its labels. */
        INFO,
        /** Goes back when its source begins anew; Prometheus takes that for the reset that it is. */
        COUNTER,
        /** Is taken from books that can be set back to an older state; the page must not show that. */
        ODOMETER
    }

    /** @param labelValues in the order of the labels */
    record Sample(List<String> labelValues, double value) {

        static Sample of(long value, String... labelValues) {
            return new Sample(List.of(labelValues), (double) value);
        }

        static Sample ofSeconds(long millis, String... labelValues) {
            return new Sample(List.of(labelValues), millis / 1000.0);
        }
    }
}
