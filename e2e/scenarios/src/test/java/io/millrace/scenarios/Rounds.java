package io.millrace.scenarios;

import java.util.stream.IntStream;

/** How often a scenario is played: once in a build, more often in a proof. Each round has its number as its seed. */
final class Rounds {

    private static final int ROUNDS = Integer.getInteger("millrace.rounds", 1);

    private Rounds() {}

    static IntStream all() {
        return IntStream.rangeClosed(1, ROUNDS);
    }

    /** Whether it is a proof, in which one round may take its time as well. */
    static boolean areMany() {
        return ROUNDS > 1;
    }
}
