package io.millrace.operator.faults;

import static io.millrace.operator.faults.SpecEdits.set;

import java.util.List;

/** What is played with every fault. Adding a line here is all that a new flow takes. */
public final class Flows {

    private static final String RULE = "/steps/0/validate/0/expr";
    private static final String PARTITIONS = "/topics/0/partitions";
    private static final String DELETION = "/topics/0/deletionPolicy";

    public static final Flow CREATE = new Flow("create", stage -> {}, stage -> {});
    public static final Flow EDIT =
            new Flow("edit what does not run", Stage::settle, stage -> stage.edit(set(DELETION, "Delete")));
    public static final Flow GROW = new Flow("grow a topic", Stage::settle, stage -> stage.edit(set(PARTITIONS, 8)));
    public static final Flow CONFIGURE = new Flow(
            "configure a topic", Stage::settle, stage -> stage.edit(set("/topics/0/config/retention.ms", "86400000")));
    public static final Flow UPGRADE =
            new Flow("upgrade", Stage::settle, stage -> stage.edit(set(RULE, "kind = 'view'")));
    public static final Flow SUSPEND = new Flow("suspend", Stage::settle, stage -> stage.edit(set("/suspend", true)));
    public static final Flow RESUME = new Flow("resume", Flows::suspended, stage -> stage.edit(set("/suspend", false)));
    public static final Flow DELETE = new Flow("delete", Flows::deletable, Stage::delete);
    public static final Flow DELETE_SUSPENDED = new Flow("delete while suspended", Flows::suspended, Stage::delete);
    public static final Flow CORRECT_STUCK = new Flow("correct a revision that hangs", Flows::stuck, stage -> {
        stage.failJobs(false);
        stage.edit(set(RULE, "kind = 'purchase'"));
    });

    public static final List<Flow> ALL =
            List.of(CREATE, EDIT, GROW, CONFIGURE, UPGRADE, SUSPEND, RESUME, DELETE, DELETE_SUSPENDED, CORRECT_STUCK);

    private Flows() {}

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
