package io.millrace.bench;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What is measured.
 *
 * @param warmUps turns before those that count; for the first eight the JVM's compiler is still at work
 * @param repetitions that count
 * @param profile whether the TaskManager is recorded in as many more turns after them
 */
record BenchOptions(int records, int warmUps, int repetitions, Set<Workload> workloads, boolean profile) {

    /** What is measured where nothing else is asked for: what epochs take is a question of its own. */
    static final Set<Workload> USUAL = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(Workload.EPOCH)));

    static final String USAGE =
            """
            ./bench                       window, filter and bytes, 3 million records, five repetitions
            ./bench --records N           as many records in the topic
            ./bench --repetitions N       as many turns that count
            ./bench --warm-ups N          as many turns before them that do not count; eight if left out
            ./bench --only NAME           window, filter, epoch or bytes; may be given again
            ./bench --profile             where the time goes: as many more turns, recorded by the JVM""";

    static BenchOptions parse(List<String> arguments) {
        int records = 3_000_000;
        int warmUps = 8;
        int repetitions = 5;
        boolean profile = false;
        Set<Workload> only = EnumSet.noneOf(Workload.class);
        Deque<String> rest = new ArrayDeque<>(arguments);
        while (!rest.isEmpty()) {
            String option = rest.pop();
            switch (option) {
                case "--records" -> records = number(1, option, rest);
                case "--warm-ups" -> warmUps = number(0, option, rest);
                case "--repetitions" -> repetitions = number(1, option, rest);
                case "--only" -> only.add(workload(value(option, rest)));
                case "--profile" -> profile = true;
                default -> throw new IllegalArgumentException("There is no option " + option);
            }
        }
        Set<Workload> workloads = only.isEmpty() ? USUAL : only;
        return new BenchOptions(records, warmUps, repetitions, workloads, profile);
    }

    private static String value(String option, Deque<String> rest) {
        if (rest.isEmpty()) {
            throw new IllegalArgumentException(option + " needs a value");
        }
        return rest.pop();
    }

    private static int number(int least, String option, Deque<String> rest) {
        String text = value(option, rest);
        if (!text.matches("[0-9]{1,9}") || Integer.parseInt(text) < least) {
            throw new IllegalArgumentException(option + " needs a number from " + least + " on, not " + text);
        }
        return Integer.parseInt(text);
    }

    private static Workload workload(String word) {
        for (Workload workload : Workload.values()) {
            if (workload.word().equals(word.toLowerCase(Locale.ROOT))) {
                return workload;
            }
        }
        throw new IllegalArgumentException("--only knows window, filter, epoch and bytes, not " + word);
    }
}
