package io.millrace.definition.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Map;
import java.util.TreeMap;

/**
 * The counters of every place, and what was handed to Kafka. Books add up: those of the subtasks of a job are the job's.
 *
 * @param places by the name of the source or step; a sink's is {@link #sink}, as its name may be a step's as well
 * @param written records handed to the producer, by topic; the ledger's own are not counted
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Books(Map<String, Counts> places, Map<String, Long> written) {

    public static final Books EMPTY = new Books(Map.of(), Map.of());

    @SuppressWarnings("ConstantConditions") // what is empty is left out of the JSON
    public Books {
        places = places == null ? Map.of() : Map.copyOf(places);
        written = written == null ? Map.of() : Map.copyOf(written);
    }

    /** The place of the comparison as a whole. */
    public static final String COMPARISON = "compare";

    /** The place of the late records of both jobs, compared. */
    public static final String COMPARED_LATE = "compare-late";

    /** The place of a sink's comparison with the live job's. */
    public static String compared(String sink) {
        return COMPARISON + ":" + sink;
    }

    /** The place of a sink. */
    public static String sink(String name) {
        return "sink:" + name;
    }

    public Counts place(String name) {
        return places.getOrDefault(name, Counts.NONE);
    }

    public long written(String topic) {
        return written.getOrDefault(topic, 0L);
    }

    public Books plus(Books other) {
        return new Books(
                Counts.merged(places, other.places, Counts::plus), Counts.merged(written, other.written, Long::sum));
    }

    public Books minus(Books other) {
        Books difference = plus(new Books(Map.of(), Counts.negative(other.written)));
        return new Books(Counts.merged(difference.places, negative(other.places), Counts::plus), difference.written);
    }

    private static Map<String, Counts> negative(Map<String, Counts> places) {
        Map<String, Counts> negative = new TreeMap<>();
        places.forEach((place, counts) -> negative.put(place, Counts.NONE.minus(counts)));
        return negative;
    }
}
