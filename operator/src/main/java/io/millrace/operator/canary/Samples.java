package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.PipelineStatus.DifferenceKind;
import io.millrace.api.v1alpha1.PipelineStatus.DifferenceSample;
import io.millrace.definition.differences.Difference;
import io.millrace.definition.ledger.LedgerSum;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The first differences of a candidate, as its status shows them. */
public final class Samples {

    // Enough to begin to look; whoever reads pipelines carries them along.
    private static final int MOST = 5;
    private static final int MOST_COLUMNS = 10;
    // More than names and places can have. What is longer was written by somebody else, and might fill up the status.
    private static final int LONGEST = 4_000;

    private Samples() {}

    /** How many are to be read, if the books of a candidate have more than its status shows; else none. */
    public static int toRead(LedgerSum books, List<DifferenceSample> shown) {
        return toRead(
                Compared.of(books).stream().mapToLong(Compared::differences).sum(), shown);
    }

    /** The same, by the books as the status shows them. */
    public static int toRead(Evidence shown) {
        long told = shown.sinks().stream()
                .flatMap(sink -> Stream.of(sink.different(), sink.missing(), sink.extra()))
                .filter(Objects::nonNull)
                .mapToLong(Long::longValue)
                .sum();
        return toRead(told, shown.samples());
    }

    private static int toRead(long told, List<DifferenceSample> shown) {
        int wanted = (int) Math.min(MOST, told);
        return shown.size() < wanted ? wanted : 0;
    }

    // What was shown stays, also where its topic has lost it.
    static List<DifferenceSample> after(List<DifferenceSample> shown, List<Difference> read) {
        return Stream.concat(shown.stream(), read.stream().map(Samples::sample))
                .filter(sample -> sample.toString().length() <= LONGEST)
                .distinct()
                .limit(MOST)
                .toList();
    }

    private static DifferenceSample sample(Difference difference) {
        List<String> columns = difference.columns().stream().limit(MOST_COLUMNS).toList();
        return new DifferenceSample(
                difference.sink(),
                switch (difference.kind()) {
                    case DIFFERENT -> DifferenceKind.DIFFERENT;
                    case MISSING -> DifferenceKind.MISSING;
                    case EXTRA -> DifferenceKind.EXTRA;
                },
                columns.isEmpty() ? null : columns,
                difference.liveAt(),
                difference.candidateAt());
    }

    /** Where to look, for people; nothing while nothing of this sink is shown. */
    static String sentence(String sink, List<DifferenceSample> shown) {
        return shown.stream()
                .filter(sample -> sample.sink().equals(sink))
                .findFirst()
                .map(sample -> "; the first: " + words(sample))
                .orElse("");
    }

    private static String words(DifferenceSample sample) {
        return switch (sample.kind()) {
            case DIFFERENT ->
                sample.liveAt() + " and " + sample.candidateAt() + " differ"
                        + (sample.columns() == null ? "" : " in " + String.join(", ", sample.columns()));
            case MISSING -> sample.liveAt() + " is missing";
            case EXTRA -> sample.candidateAt() + " is extra";
        };
    }
}
