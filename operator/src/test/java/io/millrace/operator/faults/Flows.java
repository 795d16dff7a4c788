package io.millrace.operator.faults;

import static io.millrace.operator.faults.SpecEdits.set;

import io.millrace.operator.pipeline.Lender;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What is played with every fault. Adding a line here is all that a new flow takes. */
public final class Flows {

    private static final String RULE = "/steps/0/validate/0/expr";
    private static final String PARTITIONS = "/topics/0/partitions";
    private static final String DELETION = "/topics/0/deletionPolicy";

    // Longer than any phase may take by the defaults.
    private static final Duration DEADLINE = Duration.ofMinutes(11);

    public static final Flow CREATE = new Flow("create", stage -> {}, stage -> {});
    public static final Flow CREATE_AND_DELETE =
            new Flow("create and delete", stage -> stage.edit(set(DELETION, "Delete")), stage -> {
                stage.settle();
                stage.delete();
            });
    public static final Flow EDIT =
            new Flow("edit what does not run", Stage::settle, stage -> stage.edit(set(DELETION, "Delete")));
    public static final Flow GROW = new Flow("grow a topic", Stage::settle, stage -> stage.edit(set(PARTITIONS, 8)));
    public static final Flow CONFIGURE = new Flow(
            "configure a topic", Stage::settle, stage -> stage.edit(set("/topics/0/config/retention.ms", "86400000")));
    public static final Flow UPGRADE =
            new Flow("upgrade", Stage::settle, stage -> stage.edit(set(RULE, "kind = 'view'")));
    public static final Flow SCALE =
            new Flow("scale", Stage::settle, stage -> stage.edit(set("/flink/parallelism", 4)));
    public static final Flow SUSPEND = new Flow("suspend", Stage::settle, stage -> stage.edit(set("/suspend", true)));
    public static final Flow RESUME = new Flow("resume", Flows::suspended, stage -> stage.edit(set("/suspend", false)));
    public static final Flow DELETE = new Flow("delete", Flows::deletable, Stage::delete);
    public static final Flow DELETE_SUSPENDED = new Flow("delete while suspended", Flows::suspended, Stage::delete);
    public static final Flow CORRECT_STUCK = new Flow("correct a revision that hangs", Flows::stuck, stage -> {
        stage.failJobs(false);
        stage.edit(set(RULE, "kind = 'purchase'"));
    });

    public static final Flow ROLLBACK = new Flow("roll back a revision that does not come up", Flows::stuck, stage -> {
        stage.failJobs(false);
        outlast(stage);
    });
    public static final Flow ROLLBACK_LATE =
            new Flow("roll back a revision that fails after a checkpoint", Flows::stuckLate, stage -> {
                stage.failJobsAfterCheckpoint(false);
                outlast(stage);
            });
    public static final Flow RESTART = new Flow("restart", Stage::settle, stage -> stage.edit(set("/restartNonce", 7)));
    public static final Flow RESTORE = new Flow("restore a savepoint", Flows::upgraded, Flows::restore);

    public static final Flow SCHEDULED =
            new Flow("take a savepoint by the clock", Flows::scheduled, stage -> stage.pass(Duration.ofHours(1)));

    public static final Flow CANARY =
            new Flow("begin a candidate", Flows::rehearsing, stage -> stage.edit(set(RULE, "kind = 'view'")));
    public static final Flow PROMOTE = new Flow("promote a candidate", Flows::tried, stage -> decide(stage, "promote"));
    public static final Flow GIVE_UP = new Flow("give a candidate up", Flows::tried, stage -> decide(stage, "abort"));
    public static final Flow REPLACE = new Flow(
            "edit what a candidate is made of", Flows::tried, stage -> stage.edit(set(RULE, "kind = 'purchase'")));
    public static final Flow DELETE_TRIED = new Flow("delete while a candidate runs", Flows::tried, Stage::delete);
    public static final Flow BORROW = new Flow("restore a foreign savepoint", Flows::lent, stage -> {});

    public static final List<Flow> ALL = List.of(
            CREATE,
            CREATE_AND_DELETE,
            EDIT,
            GROW,
            CONFIGURE,
            UPGRADE,
            SCALE,
            SUSPEND,
            RESUME,
            RESTART,
            RESTORE,
            SCHEDULED,
            BORROW,
            ROLLBACK,
            ROLLBACK_LATE,
            CORRECT_STUCK,
            DELETE,
            DELETE_SUSPENDED,
            CANARY,
            PROMOTE,
            GIVE_UP,
            REPLACE,
            DELETE_TRIED);

    private Flows() {}

    private static void rehearsing(Stage stage) {
        stage.settle();
        stage.edit(set("/rollout", Map.of("strategy", "Canary")));
        stage.settle();
    }

    private static void tried(Stage stage) {
        rehearsing(stage);
        stage.edit(set(RULE, "kind = 'view'"));
        stage.settle();
    }

    private static void decide(Stage stage, String what) {
        String name = stage.state().stored().candidate().orElseThrow().name().toString();
        stage.edit(set("/rollout", Map.of("strategy", "Canary", what, name)));
    }

    private static void scheduled(Stage stage) {
        stage.settle();
        stage.edit(set("/savepoints", Map.of("schedule", "0 * * * *")));
        stage.settle();
    }

    private static void upgraded(Stage stage) {
        stage.settle();
        stage.edit(set(RULE, "kind = 'view'"));
        stage.settle();
    }

    private static void restore(Stage stage) {
        String name = stage.state().stored().savepoints().get(0).name();
        stage.edit(set("/restore", Map.of("savepoint", name, "nonce", 1)));
    }

    private static void lent(Stage stage) {
        stage.lend(Lender.CONFIG_MAP, Lender.description());
        stage.edit(set("/restore", Map.of("savepoint", Lender.CONFIG_MAP, "nonce", 1)));
    }

    private static void stuckLate(Stage stage) {
        stage.settle();
        stage.failJobsAfterCheckpoint(true);
        stage.edit(set(RULE, "kind = 'view'"));
        stage.settle();
    }

    // An operator that begins meanwhile grants the whole time once more.
    private static void outlast(Stage stage) {
        stage.pass(DEADLINE);
        stage.settle();
        stage.pass(DEADLINE);
    }

    private static void suspended(Stage stage) {
        stage.settle();
        stage.edit(set("/suspend", true));
        stage.settle();
    }

    private static void deletable(Stage stage) {
        stage.edit(set(DELETION, "Delete"));
        stage.settle();
    }

    private static void stuck(Stage stage) {
        stage.settle();
        stage.failJobs(true);
        stage.edit(set(RULE, "kind = 'view'"));
        stage.settle();
    }
}
