package io.millrace.platform.flink.recorded;

import io.millrace.platform.flink.recorded.Event.Did;
import io.millrace.platform.flink.recorded.Event.Shown;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * States in which the recordings differ among themselves: they pass so quickly that they were seen in some and not in
 * others, as the operator was asked every 150 ms, and itself looks every few seconds. They are left out on both sides
 * of a comparison. All others have to be there, in their order.
 */
enum Passing {

    /**
     * Made, and not looked at yet, unless nothing else ever comes of it. Most edits were seen like that, of
     * upgrade_savepoint and scale for instance; not that of ignored_edit, the first of invalid_spec, and those that
     * made a suspended job run. Of the snapshots and deployments, snap-1 and fork of snapshot_and_fork were; not snap-2
     * of redeploy_nonce, and app nowhere but in created_suspended, where it stays like that.
     */
    NOT_LOOKED_AT {
        @Override
        boolean is(State state, State before, State after) {
            return state.isOnlyBehind(before) && !after.equals(State.NEVER_LOOKED_AT);
        }
    },

    /**
     * Between the JobManager's first answer and the job's RUNNING. Seen in crash_loop_then_back_by_nonce,
     * job_fails_at_main, redeploy_nonce, snapshot_and_fork, tm_and_jm_killed and upgrade_in_two_edits; not in the ten
     * others.
     */
    JOB_ABOUT_TO_RUN {
        @Override
        boolean is(State state, State before, State after) {
            return state.jobManager().equals("READY")
                    && (state.job().equals("CREATED") || state.job().equals("INITIALIZING"));
        }
    },

    /**
     * The start before it failed because a ConfigMap was missing. Seen of every start but the second of
     * suspend_resume, of which the failure was seen first.
     */
    START_BEFORE_ITS_MOUNT_FAILED {
        @Override
        boolean is(State state, State before, State after) {
            return state.jobManager().equals("DEPLOYING")
                    && before.jobManager().equals("MISSING")
                    && after.error().endsWith("FailedMount");
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
            if (Arrays.stream(values()).noneMatch(passing -> passing.is(state, before, after))) {
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
