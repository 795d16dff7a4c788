package io.millrace.job.restarts;

import io.millrace.job.restarts.Act.Arrival;
import io.millrace.job.restarts.Act.Mark;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Any order and any lateness, any point and any number of subtasks. */
final class Stories {

    private static final int LONGEST = 80;
    private static final int MOST_SUBTASKS = 4;

    private Stories() {}

    static Arbitrary<Story> any() {
        return Combinators.combine(
                        draft().list().ofMaxSize(LONGEST),
                        Arbitraries.integers().between(0, 100),
                        Arbitraries.integers().between(1, MOST_SUBTASKS),
                        Arbitraries.integers().between(1, MOST_SUBTASKS))
                .as((drafts, percent, before, after) ->
                        new Story(acts(drafts), drafts.size() * percent / 100, before, after));
    }

    /**
     * @param advance of the clock of events before it
     * @param apart from that clock: events come out of order, and what subtasks know of it is behind
     */
    private record Draft(boolean isMark, String kind, String user, long amount, long advance, long apart) {}

    private static Arbitrary<Draft> draft() {
        return Combinators.combine(
                        Arbitraries.of(false, false, true),
                        Arbitraries.of("a", "b", "c", "d", "e", ""),
                        Arbitraries.of("ann", "bob", "cid", ""),
                        Arbitraries.longs().between(-2, 4),
                        Arbitraries.longs().between(0, 4),
                        Arbitraries.longs().between(-30, 10))
                .as(Draft::new);
    }

    private static List<Act> acts(List<Draft> drafts) {
        List<Act> acts = new ArrayList<>();
        long clock = 0;
        for (Draft draft : drafts) {
            clock += draft.advance();
            String kind = draft.kind().isEmpty() ? null : draft.kind();
            long time = clock + draft.apart();
            acts.add(
                    draft.isMark()
                            ? new Mark(kind, time)
                            : new Arrival(new Event(
                                    acts.size(),
                                    kind,
                                    draft.user().isEmpty() ? null : draft.user(),
                                    draft.amount() == 0 ? null : draft.amount(),
                                    time)));
        }
        return acts;
    }
}
