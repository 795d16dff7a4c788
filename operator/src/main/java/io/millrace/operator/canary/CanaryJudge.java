package io.millrace.operator.canary;

import io.millrace.api.v1alpha1.PipelineStatus.ComparisonVerdict;
import io.millrace.api.v1alpha1.PipelineStatus.DifferenceSample;
import io.millrace.api.v1alpha1.PipelineStatus.RolloutStage;
import io.millrace.api.v1alpha1.PipelineStatus.SinkComparison;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.operator.gates.Measurements;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.status.Figures;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the books of a candidate say about its output. Nothing that is not known counts as good. */
public final class CanaryJudge {

    private final Candidate candidate;
    private final CanaryWishes wishes;
    private final Measurements measured;
    private final Scope scope;
    private final List<DifferenceSample> samples;

    private CanaryJudge(
            Candidate candidate,
            CanaryWishes wishes,
            Measurements measured,
            Scope scope,
            List<DifferenceSample> samples) {
        this.candidate = candidate;
        this.wishes = wishes;
        this.measured = measured;
        this.scope = scope;
        this.samples = samples;
    }

    /**
     * @param measured what the gates have come to
     * @param shown what was said last: as long as no books can be read, that stays
     */
    public static Evidence judge(
            Candidate candidate, CanaryWishes wishes, Measurements measured, CanarySight seen, Evidence shown) {
        return judge(candidate, wishes, measured, Scope.of(seen.revision()), seen, shown);
    }

    static Evidence judge(
            Candidate candidate,
            CanaryWishes wishes,
            Measurements measured,
            Scope scope,
            CanarySight seen,
            Evidence shown) {
        List<DifferenceSample> samples =
                Samples.after(shown.samples(), seen.differences().value().orElse(List.of()));
        return new CanaryJudge(candidate, wishes, measured, scope, samples).judge(seen, shown);
    }

    private Evidence judge(CanarySight seen, Evidence shown) {
        if (candidate.stage() != RolloutStage.COMPARING) {
            return Evidence.NONE;
        }
        Observed<LedgerSum> books = seen.sum();
        List<Compared> sinks = books.value().map(Compared::of).orElse(List.of());
        Optional<Sentence> over = liveHasChanged(seen.live()).or(() -> broken(books));
        if (shown.is(ComparisonVerdict.FAILED)
                && (over.isPresent() || books.value().isEmpty())) {
            // What had failed before that is no better for it.
            return shown.with(samples);
        }
        Optional<Sentence> certain =
                over.or(() -> failed(sinks)).or(() -> Standstill.of(seen).map(CanaryJudge::inconclusive));
        boolean known = !shown.sinks().isEmpty();
        if (known && books.value().isEmpty() && certain.isEmpty()) {
            return shown;
        }
        return certain.or(this::unknown)
                .or(() -> doubtful(sinks))
                .or(() -> unfinished(sinks, books).map(sentence -> sentence.withProgress(progress(sinks))))
                .or(this::unmeasured)
                .orElseGet(() -> passed(sinks))
                .and(unread(seen))
                .shown(
                        books.value().isPresent()
                                ? sinks.stream().map(Compared::rounded).toList()
                                : shown.sinks(),
                        samples,
                        measured,
                        books.value().isPresent());
    }

    private record Sentence(ComparisonVerdict verdict, String text, Optional<String> progress) {
        Sentence(ComparisonVerdict verdict, String text) {
            this(verdict, text, Optional.empty());
        }

        Sentence withProgress(Optional<String> made) {
            return new Sentence(verdict, text, made);
        }

        Sentence and(String more) {
            return new Sentence(verdict, text + more, progress);
        }

        Evidence shown(
                List<SinkComparison> sinks, List<DifferenceSample> samples, Measurements measured, boolean current) {
            return new Evidence(Optional.of(verdict), text, progress, sinks, samples, measured, current);
        }
    }

    // They are evidence: without them the figures decide all the same.
    private static String unread(CanarySight seen) {
        return seen.differences()
                .outage()
                .map(outage -> "; samples of differences cannot be read: " + outage.message())
                .orElse("");
    }

    private static Sentence inconclusive(String text) {
        return new Sentence(ComparisonVerdict.INCONCLUSIVE, text);
    }

    private Optional<Sentence> unknown() {
        return scope.isKnown()
                ? Optional.empty()
                : Optional.of(
                        inconclusive("the candidate's revision is not stored any more, so that nobody knows what it"
                                + " should have written; give it up by spec.rollout.abort"));
    }

    private Optional<Sentence> doubtful(List<Compared> sinks) {
        return sinks.stream()
                .flatMap(sink -> doubt(sink).stream())
                .findFirst()
                .map(CanaryJudge::inconclusive)
                .or(this::lacking);
    }

    /** What only takes time. */
    private Optional<Sentence> unfinished(List<Compared> sinks, Observed<LedgerSum> books) {
        return missing(sinks).or(() -> tooFewWindows(sinks)).or(() -> tooLittle(sinks, books));
    }

    /** Of what takes longest: windows of the sink that has fewest, then records, then sinks. */
    private Optional<String> progress(List<Compared> sinks) {
        long windows = scope.windowed().stream()
                .mapToLong(name -> sinks.stream()
                        .filter(sink -> sink.sink().equals(name))
                        .mapToLong(Compared::windows)
                        .sum())
                .min()
                .orElse(wishes.windows());
        if (windows < wishes.windows()) {
            return Optional.of(Figures.rounded(windows) + "/" + wishes.windows() + " windows");
        }
        long records = settled(sinks);
        if (records < wishes.minRecords()) {
            return Optional.of(Figures.rounded(records) + "/" + wishes.minRecords() + " records");
        }
        List<String> names = scope.compared();
        return Optional.of(names.stream().filter(begun(sinks)::contains).count() + "/" + names.size() + " sinks");
    }

    private Optional<String> doubt(Compared sink) {
        if (sink.differencesPerMillion() > wishes.maxDifference()) {
            return Optional.of(sink.sentence() + ", which are too few to say more");
        }
        return sink.isMostlyChance()
                ? Optional.of(
                        "sink " + sink.sink() + ": more than one in a hundred results differs because a record was"
                                + " late on one side only")
                : Optional.empty();
    }

    private Optional<Sentence> lacking() {
        return scope.lost().isEmpty()
                ? Optional.empty()
                : Optional.of(inconclusive(
                        String.join("; ", scope.lost()) + "; where that is meant, promote it by spec.rollout.promote"));
    }

    private Optional<Sentence> missing(List<Compared> sinks) {
        Set<String> seen = begun(sinks);
        return scope.compared().stream()
                .filter(sink -> !seen.contains(sink))
                .findFirst()
                .map(sink -> inconclusive("nothing of sink " + sink + " has been compared yet" + scope.text()));
    }

    private Optional<Sentence> tooFewWindows(List<Compared> sinks) {
        return sinks.stream()
                .filter(sink -> scope.windowed().contains(sink.sink()) && sink.windows() < wishes.windows())
                .findFirst()
                .map(sink -> inconclusive("sink " + sink.sink() + ": " + sink.windows() + " of " + wishes.windows()
                        + " windows that began after the candidate's savepoint compared so far" + scope.text()));
    }

    private Optional<Sentence> liveHasChanged(Observed<JobState> live) {
        String expected = candidate.cut().map(Candidate.Cut::liveJob).orElse("");
        return live.value()
                .map(JobState::jobId)
                .filter(id -> !id.isEmpty() && !id.equals(expected))
                .map(id -> new Sentence(
                        ComparisonVerdict.INCONCLUSIVE,
                        "the live job was started again since the candidate's savepoint was taken, so that what they"
                                + " write cannot be compared any more; give the candidate up by spec.rollout.abort, or"
                                + " promote it by spec.rollout.promote"));
    }

    private Optional<Sentence> broken(Observed<LedgerSum> books) {
        return books.value()
                .filter(Compared::isBroken)
                .map(sum -> new Sentence(
                        ComparisonVerdict.INCONCLUSIVE,
                        (scope.mayWriteAgain()
                                        ? "a job with delivery at-least-once was restarted and may have written records"
                                                + " again, or the live job has gone back to before the candidate's"
                                                + " savepoint, or its books are not whole"
                                        : "the live job has gone back to before the candidate's savepoint, or its books"
                                                + " are not whole")
                                + ", so that what they write cannot be compared any more; give the candidate up by"
                                + " spec.rollout.abort, or promote it by spec.rollout.promote"));
    }

    private Optional<Sentence> failed(List<Compared> sinks) {
        List<String> bad = Stream.concat(
                        sinks.stream().filter(this::differsTooMuch).map(this::sentence),
                        measured.sentences(ComparisonVerdict.FAILED).stream())
                .toList();
        return bad.isEmpty()
                ? Optional.empty()
                : Optional.of(new Sentence(ComparisonVerdict.FAILED, String.join("; ", bad)));
    }

    private String sentence(Compared sink) {
        return sink.sentence() + Samples.sentence(sink.sink(), samples);
    }

    // What has differed once and may not will not be undone by more records; a ratio needs some.
    private boolean differsTooMuch(Compared sink) {
        if (wishes.maxDifference() == 0) {
            return sink.differences() > 0;
        }
        return sink.all() >= wishes.minRecords() && sink.differencesPerMillion() > wishes.maxDifference();
    }

    private Optional<Sentence> tooLittle(List<Compared> sinks, Observed<LedgerSum> books) {
        long settled = settled(sinks);
        if (settled >= wishes.minRecords()) {
            return Optional.empty();
        }
        String away =
                books.outage().map(Outage::message).map(text -> "; " + text).orElse("");
        return Optional.of(inconclusive(Figures.rounded(settled) + " of " + wishes.minRecords()
                + " records compared so far" + scope.text() + away));
    }

    private Optional<Sentence> unmeasured() {
        if (!wishes.gatesOf(candidate).equals(wishes.gates())) {
            return Optional.of(
                    inconclusive(
                            "a candidate that processes a sample of the keys cannot be measured by some of"
                                    + " spec.rollout.gates; leave all out but restarts and checkpointFailures, or spec.rollout.sample"));
        }
        return measured.sentences(ComparisonVerdict.INCONCLUSIVE).stream()
                .findFirst()
                .map(CanaryJudge::inconclusive);
    }

    private Sentence passed(List<Compared> sinks) {
        return new Sentence(
                ComparisonVerdict.PASSED, Figures.rounded(settled(sinks)) + " records compared" + scope.text());
    }

    private static Set<String> begun(List<Compared> sinks) {
        return sinks.stream()
                .filter(sink -> sink.settled() > 0)
                .map(Compared::sink)
                .collect(Collectors.toSet());
    }

    private static long settled(List<Compared> sinks) {
        return sinks.stream().mapToLong(Compared::settled).sum();
    }
}
