package io.millrace.scenarios;

import java.util.stream.IntStream;

/** How often a scenario is played: once in a build, more often in a proof. Each round has its number as its seed. */
final class Rounds {

    private Rounds() {}

    static IntStream all() {
        return IntStream.rangeClosed(1, Integer.getInteger("millrace.rounds", 1));
    }
}
