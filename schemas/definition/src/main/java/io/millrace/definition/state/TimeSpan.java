package io.millrace.definition.state;

import java.util.List;

/** A time as users write it: {@code 90m}, not PT1H30M. */
record TimeSpan(long millis) {

    private record Unit(String letter, long millis) {}

    private static final List<Unit> UNITS =
            List.of(new Unit("d", 86_400_000), new Unit("h", 3_600_000), new Unit("m", 60_000), new Unit("s", 1_000));

    @Override
    public String toString() {
        return UNITS.stream()
                .filter(unit -> millis % unit.millis() == 0)
                .findFirst()
                .map(unit -> millis / unit.millis() + unit.letter())
                .orElse(millis + "ms");
    }
}
