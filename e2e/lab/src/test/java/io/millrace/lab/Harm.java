package io.millrace.lab;

import java.util.Map;
import java.util.Set;

/**
 * What has become of the live job's output, by counting.
 *
 * @param lost records that are not in it
 * @param twice copies beyond the first
 * @param failures how often the job was started again
 */
record Harm(long lost, long twice, int failures) {

    static final Harm NONE = new Harm(0, 0, 0);

    static Harm of(Set<String> sent, Map<String, Long> written, int failures) {
        return new Harm(
                sent.stream().filter(value -> !written.containsKey(value)).count(),
                written.values().stream().mapToLong(times -> times - 1).sum(),
                failures);
    }

    Harm since(Harm earlier) {
        return new Harm(lost - earlier.lost, twice - earlier.twice, failures - earlier.failures);
    }
}
