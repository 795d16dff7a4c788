package io.millrace.platform.flink.deployment;

import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Something that goes wrong with one deployment for as long as its annotation says so. */
public enum Misbehaviour {

    /** Every savepoint fails at once, one that stops the job as one that leaves it running; the job runs on. */
    SAVEPOINT_FAILS("savepoint-fails"),

    /** No savepoint ever completes: it fails after {@code execution.checkpointing.timeout}, or goes on without this. */
    SAVEPOINT_HANGS("savepoint-hangs"),

    /** Each JobManager, the present one first, ends as soon as it is seen, and is restarted after growing pauses. */
    JOB_CRASH_LOOPS("job-crash-loops"),

    /** The TaskManagers end whenever the job runs, once it has completed a checkpoint: it fails and restarts for ever. */
    JOB_FAILS_AFTER_CHECKPOINT("job-fails-after-checkpoint"),

    /** A JobManager that starts from now on never comes up, and nothing says why: as an image that is not there. */
    IMAGE_MISSING("image-missing"),

    /** The resource is not looked after: edits, deletion and dead processes are ignored. What runs runs on. */
    NOT_RECONCILED("not-reconciled"),

    /** The REST proxy answers 500 for this deployment, whatever is asked. */
    REST_ERROR("rest-error"),

    /** The REST proxy accepts every request for this deployment and never answers. */
    REST_SILENT("rest-silent"),

    /** The TaskManagers end and no new ones come, as when no node has room for them. */
    TASKMANAGER_GONE("taskmanager-gone");

    private final String word;

    Misbehaviour(String word) {
        this.word = word;
    }

    /** As the annotation spells it. */
    public String word() {
        return word;
    }

    static Optional<Misbehaviour> of(String word) {
        return Arrays.stream(values())
                .filter(misbehaviour -> misbehaviour.word.equals(word))
                .findFirst();
    }

    static String allWords() {
        return Arrays.stream(values()).map(Misbehaviour::word).collect(Collectors.joining(", "));
    }
}
