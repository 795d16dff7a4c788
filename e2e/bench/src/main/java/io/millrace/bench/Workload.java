package io.millrace.bench;

import java.util.List;
import java.util.Locale;

/** A piece of work. */
enum Workload {
    WINDOW("filter, validate, window"),
    FILTER("filter that changes nothing"),
    /** The pipeline of {@link #FILTER} beside itself: it writes as many records as can be. */
    EPOCH("epochs in the same"),
    BYTES("bytes in, bytes out");

    private static final String BY_HAND = "written by hand";
    private static final Contestant MILLRACE = new Contestant("Millrace", "io.millrace.bench.jobs.MillraceJob", true);

    private final String title;

    /**
     * Who does the work.
     *
     * @param onFlink or in a JVM of its own
     */
    record Contestant(String name, String mainClass, boolean onFlink) {}

    Workload(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** The one that Millrace is compared with stands first. */
    List<Contestant> contestants() {
        return switch (this) {
            case WINDOW -> List.of(new Contestant(BY_HAND, "io.millrace.bench.jobs.WindowByHand", true), MILLRACE);
            case FILTER -> List.of(new Contestant(BY_HAND, "io.millrace.bench.jobs.FilterByHand", true), MILLRACE);
            case EPOCH ->
                List.of(
                        new Contestant("Millrace, no epochs", "io.millrace.bench.jobs.MillraceWithoutEpochs", true),
                        MILLRACE);
            case BYTES ->
                List.of(new Contestant("Kafka's clients in a loop", "io.millrace.bench.jobs.ByteLoop", false));
        };
    }

    /** The pipeline that it is, by the name of its file. */
    String pipeline() {
        return this == EPOCH ? FILTER.word() : word();
    }

    /** As one writes it on the command line. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
