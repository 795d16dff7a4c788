package io.millrace.operator.acceptance;

import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Refusal;
import java.util.List;

/** What became of a spec. */
public sealed interface Verdict {

    record Accepted(Draft draft) implements Verdict {}

    /** Looked at again when the spec changes, and now and then, as the outside world may have changed. */
    record Refused(List<Refusal> refusals) implements Verdict {
        public Refused {
            refusals = List.copyOf(refusals);
        }
    }

    /** Somebody who has to be asked cannot be reached; nothing was found wrong so far. */
    record Undecided(List<Outage> outages) implements Verdict {
        public Undecided {
            outages = List.copyOf(outages);
        }
    }
}
