package io.millrace.platform.flink.recorded;

import io.millrace.platform.flink.recorded.Event.Did;
import io.millrace.platform.flink.recorded.Event.Shown;
import java.util.ArrayList;
import java.util.List;

/**
 * States that pass so quickly that the recordings differ among themselves in whether they were seen: the operator was
 * asked every 150 ms, and itself looks every few seconds. They are left out on both sides of a comparison. All others
 * have to be there, in their order.
 */
enum Passing {

    /** In six of the sixteen recordings, between the JobManager's first answer and the job's RUNNING. */
    JOB_ABOUT_TO_RUN {
        @Override
        boolean is(State state, State before, State after) {
            return state.jobManager().equals("READY")
                    && (state.job().equals("CREATED") || state.job().equals("INITIALIZING"));
        }
    },

    /** In suspend_resume the first thing seen of a start was that a ConfigMap was missing, and the next its answer. */
    START_BESIDE_A_FAILED_MOUNT {
        @Override
        boolean is(State state, State before, State after) {
            return state.jobManager().equals("DEPLOYING") && (failedToMount(before) || failedToMount(after));
        }

        private boolean failedToMount(State state) {
            return state.jobManager().equals("ERROR") && state.error().endsWith("FailedMount");
        }
    },

    /** In tm_and_jm_killed the JobManager's successor was up when the operator looked again. */
    SUCCESSOR_OF_A_DEAD_JOBMANAGER_NOT_UP {
        @Override
        boolean is(State state, State before, State after) {
            return before.jobManager().equals("READY") && state.jobManager().equals("DEPLOYING");
        }
    };

    abstract boolean is(State state, State before, State after);

    /** What one resource showed after each thing that was done, without what only passed. */
    static List<String> removedFrom(List<Event> events, String resource) {
        List<String> kept = new ArrayList<>();
        State last = State.NEVER_LOOKED_AT;
        List<State> since = new ArrayList<>();
        for (Event event : events) {
            if (event instanceof Did did) {
                last = keep(since, last, kept);
                since.clear();
                kept.add(">>> " + did.what());
            } else if (event instanceof Shown shown && shown.resource().equals(resource)) {
                since.add(shown.state());
            }
        }
        keep(since, last, kept);
        return kept;
    }

    private static State keep(List<State> all, State last, List<String> kept) {
        List<State> changes = changes(all, last);
        for (int i = 0; i < changes.size(); i++) {
            State state = changes.get(i);
            State before = i == 0 ? last : changes.get(i - 1);
            State after = i + 1 < changes.size() ? changes.get(i + 1) : State.NEVER_LOOKED_AT;
            // An edit that has been made and not seen yet: unless nothing else ever comes of it.
            boolean notSeenYet = i == 0 && changes.size() > 1 && state.isOnlyBehind(before);
            boolean passes = List.of(values()).stream().anyMatch(passing -> passing.is(state, before, after));
            if (!notSeenYet && !passes) {
                kept.add(state.toString());
            }
        }
        return changes.isEmpty() ? last : changes.get(changes.size() - 1);
    }

    // Much changes in a status that is not compared.
    private static List<State> changes(List<State> all, State last) {
        List<State> changes = new ArrayList<>();
        State before = last;
        boolean first = last.equals(State.NEVER_LOOKED_AT);
        for (State state : all) {
            if (first || !state.equals(before)) {
                changes.add(state);
            }
            first = false;
            before = state;
        }
        return changes;
    }
}
