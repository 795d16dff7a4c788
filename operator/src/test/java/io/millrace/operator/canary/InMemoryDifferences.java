package io.millrace.operator.canary;

import io.millrace.definition.differences.Difference;
import io.millrace.definition.differences.DifferenceFormat;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Topics of differences in memory. */
public final class InMemoryDifferences implements Differences {

    private final Map<String, List<byte[]>> topics = new HashMap<>();
    private Map<String, Integer> asked = Map.of();
    private BooleanSupplier hidden = () -> false;
    private boolean away;

    public void write(String topic, byte[] value) {
        topics.computeIfAbsent(topic, name -> new ArrayList<>()).add(value);
    }

    /** As when its candidate goes. */
    public void remove(String topic) {
        topics.remove(topic);
    }

    /** As behind a transaction that somebody else has open. */
    public void hideWhile(BooleanSupplier condition) {
        hidden = condition;
    }

    public void setAway(boolean isAway) {
        this.away = isAway;
    }

    /** What was asked for last. */
    public Map<String, Integer> asked() {
        return asked;
    }

    @Override
    public Map<String, Observed<List<Difference>>> first(Map<String, Integer> wanted) {
        asked = Map.copyOf(wanted);
        Map<String, Observed<List<Difference>>> seen = new HashMap<>();
        wanted.forEach((topic, number) -> seen.put(topic, first(topic, number)));
        return seen;
    }

    private Observed<List<Difference>> first(String topic, int number) {
        if (away) {
            return Observed.unreachable(
                    new Outage(Reason.KAFKA_UNREACHABLE, "Kafka of connection default does not answer"));
        }
        List<byte[]> written = hidden.getAsBoolean() ? List.of() : topics.getOrDefault(topic, List.of());
        return Observed.found(written.stream()
                .flatMap(value -> DifferenceFormat.read(value).stream())
                .distinct()
                .limit(number)
                .toList());
    }
}
