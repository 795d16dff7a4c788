package io.millrace.definition.state;

/**
 * What one change does to state.
 *
 * @param subject name of the source or step whose state it is; empty where it is nobody's in particular
 * @param path of the field that changed, as {@code spec.steps[2].window.key}
 * @param effect what happens
 */
public record Finding(String subject, Verdict verdict, String path, String effect) {

    static Finding of(Verdict verdict, String path, String effect) {
        return new Finding("", verdict, path, effect);
    }

    static Finding needsDrop(String subject, String path, String effect) {
        return new Finding(subject, Verdict.NEEDS_DROP, path, effect);
    }

    /** The same when the state may go. */
    Finding dropped() {
        return new Finding(subject, Verdict.DROPPED, path, effect);
    }

    /** What happens and what to do; begins in lower case and has no full stop, so that it can follow the path. */
    public String sentence() {
        return switch (verdict) {
            case NEEDS_DROP -> effect + "; put back what was there, or name it in spec.rollout.dropState";
            case DROPPED -> effect + "; it is given up, as spec.rollout.dropState says";
            case SAFE,
                    STARTS_EMPTY,
                    MIXED_UNTIL_CLOSED,
                    NEEDS_SAVEPOINT,
                    NOTHING_TO_DROP,
                    LEFT_TO_ITS_PIPELINE,
                    INCOMPATIBLE,
                    NO_SUCH_STEP -> effect;
        };
    }

    @Override
    public String toString() {
        return path + ": " + sentence();
    }
}
