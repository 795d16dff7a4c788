package io.millrace.operator.canary;

import io.millrace.operator.revisions.RevisionName;
import java.util.Optional;

/** What a spec asks for about a candidate that is not there. It is not done, and whoever asked has to know. */
public final class StaleNames {

    private StaleNames() {}

    /**
     * @param last the candidate that stands, or the last one that there was
     * @return a sentence
     */
    public static Optional<String> complaint(
            CanaryWishes wishes, Optional<Candidate> last, Optional<RevisionName> live) {
        return wishes.promote()
                .filter(name -> !isDone(name, last.filter(Candidate::isPromoted), live))
                .flatMap(name -> complaint("spec.rollout.promote", name, last, live))
                .or(() -> wishes.abort()
                        .filter(name -> !isDone(name, last.filter(tried -> !tried.isPromoted()), Optional.empty()))
                        .flatMap(name -> complaint("spec.rollout.abort", name, last, live)));
    }

    // Nobody takes it out of the spec for that.
    private static boolean isDone(String name, Optional<Candidate> handled, Optional<RevisionName> live) {
        return isCalled(name, handled.map(Candidate::name)) || isCalled(name, live);
    }

    private static Optional<String> complaint(
            String field, String name, Optional<Candidate> last, Optional<RevisionName> live) {
        Optional<RevisionName> standing = last.filter(Candidate::stands).map(Candidate::name);
        if (standing.isPresent()) {
            return isCalled(name, standing)
                    ? Optional.empty()
                    : Optional.of(field + ": " + name + " is not the candidate, which is " + standing.get());
        }
        Optional<RevisionName> ended = last.map(Candidate::name).filter(known -> isCalled(name, Optional.of(known)));
        if (ended.isPresent()) {
            return Optional.of(field + ": candidate " + name + " is gone; " + why(last));
        }
        // Of the time before what is live now.
        boolean isPast = RevisionName.tryParse(name)
                .filter(asked ->
                        live.filter(now -> asked.ordinal() < now.ordinal()).isPresent())
                .isPresent();
        return isPast ? Optional.empty() : Optional.of(field + ": " + name + " is no candidate; there is none");
    }

    private static String why(Optional<Candidate> ended) {
        return ended.flatMap(Candidate::end).map(Candidate.End::why).orElse("");
    }

    private static boolean isCalled(String name, Optional<RevisionName> revision) {
        return revision.map(RevisionName::toString).equals(Optional.of(name));
    }
}
