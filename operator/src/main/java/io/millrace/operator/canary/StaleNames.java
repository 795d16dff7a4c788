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
        Optional<RevisionName> standing = last.filter(Candidate::stands).map(Candidate::name);
        if (standing.isPresent()) {
            return isCalled(name, standing)
                    ? Optional.empty()
                    : Optional.of(field + ": " + name + " is not the candidate, which is " + standing.get());
        }
        if (isCalled(name, last.map(Candidate::name))) {
            // The status says how it ended, and whoever has asked before that was answered.
            return Optional.empty();
        }
        return Optional.of(field + ": " + name + " is no candidate; there is none");
    }

    private static boolean isCalled(String name, Optional<RevisionName> revision) {
        return revision.map(RevisionName::toString).equals(Optional.of(name));
    }
}
