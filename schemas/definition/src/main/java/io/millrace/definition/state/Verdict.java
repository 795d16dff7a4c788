package io.millrace.definition.state;

/** What becomes of state in a change. {@code docs/state.md} has a row for each. */
public enum Verdict {
    /** It goes on as if nothing had happened. */
    SAFE("Safe"),
    /** There is none yet. */
    STARTS_EMPTY("StartsEmpty"),
    /** It goes on, but for a while it holds what was counted under the old rules and under the new. */
    MIXED_UNTIL_CLOSED("MixedUntilClosed"),
    /** It goes on from a savepoint; a checkpoint cannot be read. */
    NEEDS_SAVEPOINT("NeedsSavepoint"),
    /** It cannot go on, and {@code spec.rollout.dropState} says that it may go. */
    DROPPED("Dropped"),
    /** It goes on, though {@code spec.rollout.dropState} names it. */
    NOTHING_TO_DROP("NothingToDrop"),
    /** It is of another pipeline's sink, whose savepoint this is, and must not go on here. */
    LEFT_TO_ITS_PIPELINE("LeftToItsPipeline"),
    /** It cannot go on, and nobody said that it may go. */
    NEEDS_DROP("NeedsDrop"),
    /** No state of this pipeline can go on. */
    INCOMPATIBLE("Incompatible"),
    /** {@code spec.rollout.dropState} names what there is not. */
    NO_SUCH_STEP("NoSuchStep");

    private final String word;

    Verdict(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }

    /** Whether the change must not be made. */
    public boolean refuses() {
        return switch (this) {
            case NEEDS_DROP, INCOMPATIBLE, NO_SUCH_STEP -> true;
            case SAFE,
                    STARTS_EMPTY,
                    MIXED_UNTIL_CLOSED,
                    NEEDS_SAVEPOINT,
                    DROPPED,
                    NOTHING_TO_DROP,
                    LEFT_TO_ITS_PIPELINE -> false;
        };
    }
}
