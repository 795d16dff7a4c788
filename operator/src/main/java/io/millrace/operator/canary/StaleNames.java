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
                .flatMap(name -> complaint("spec.rollout.promote", name, last, live))
                .or(() -> wishes.abort().flatMap(name -> complaint("spec.rollout.abort", name, last, live)));
    }

    private static Optional<String> complaint(
            String field, String name, Optional<Candidate> last, Optional<RevisionName> live) {
        // Whatever became of it, nobody takes it out of the spec for that.
        boolean isPast = RevisionName.tryParse(name)
                .filter(asked ->
                        live.filter(now -> asked.ordinal() <= now.ordinal()).isPresent())
                .isPresent();
        if (isPast) {
            return Optional.empty();
        }
        if (isCalled(name, last.map(Candidate::name))) {
            // Either it stands, or the status says how it ended.
            return Optional.empty();
        }
        String there = last.filter(Candidate::stands)
                .map(candidate -> " is not the candidate, which is " + candidate.name())
                .orElse(" is no candidate; there is none");
        return Optional.of(field + ": " + name + there);
    }

    private static boolean isCalled(String name, Optional<RevisionName> revision) {
        return revision.map(RevisionName::toString).equals(Optional.of(name));
    }
}
