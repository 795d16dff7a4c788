package io.millrace.platform.flink.recorded;

import java.time.Duration;
import java.util.stream.Stream;

/** The recorded ones. */
final class Scenarios {

    private static final String ENTRY_CLASS = "io.millrace.flink.CountingJob";
    private static final String USUAL = "{}";

    private Scenarios() {}

    static Stream<Scenario> all() {
        return Stream.of(
                running("create_delete").deleted("app"),
                running("upgrade_savepoint")
                        .then("patch args (upgradeMode savepoint)", stage -> patchJob(stage, "{'args': ['150']}"))
                        .deleted("app"),
                running("upgrade_last_state")
                        .then(
                                "patch args, upgradeMode last-state",
                                stage -> patchJob(stage, "{'args': ['150'], 'upgradeMode': 'last-state'}"))
                        .deleted("app"),
                running("scale")
                        .then("patch parallelism 2", stage -> patchJob(stage, "{'parallelism': 2}"))
                        .deleted("app"),
                running("ignored_edit")
                        .then(
                                "patch allowNonRestoredState only",
                                stage -> patchJob(stage, "{'allowNonRestoredState': true}"))
                        .deleted("app"),
                running("invalid_spec")
                        .then("patch parallelism 0", stage -> patchJob(stage, "{'parallelism': 0}"))
                        .then("patch parallelism 1", stage -> patchJob(stage, "{'parallelism': 1}"))
                        .deleted("app"),
                suspendResume(),
                upgradeInTwoEdits(),
                createdSuspended(),
                snapshotAndFork(),
                redeployNonce(),
                badImage(),
                jobFailsAtMain(),
                crashLoop(),
                savepointDirBroken(),
                killed());
    }

    private static Scenario running(String name) {
        return Scenario.named(name).then("create app: {}", stage -> stage.create("app", USUAL));
    }

    private static void patchJob(Stage stage, String fields) {
        stage.patch("{'job': " + fields + "}");
    }

    private static Scenario suspendResume() {
        return running("suspend_resume")
                .then("patch state suspended", stage -> patchJob(stage, "{'state': 'suspended'}"))
                .then(
                        "patch state running",
                        stage -> stage.withoutItsConfigMap(() -> patchJob(stage, "{'state': 'running'}")))
                .deleted("app");
    }

    private static Scenario upgradeInTwoEdits() {
        return running("upgrade_in_two_edits")
                .then("patch state suspended", stage -> patchJob(stage, "{'state': 'suspended'}"))
                .then(
                        "as soon as suspended: patch state running and new args",
                        stage -> patchJob(stage, "{'state': 'running', 'args': ['150']}"))
                .deleted("app");
    }

    private static Scenario createdSuspended() {
        return Scenario.named("created_suspended")
                .then("create with state suspended", stage -> stage.create("app", "{'state': 'suspended'}"))
                .then("patch running", stage -> patchJob(stage, "{'state': 'running'}"))
                .deleted("app");
    }

    private static Scenario snapshotAndFork() {
        return running("snapshot_and_fork")
                .then("create FlinkStateSnapshot snap-1", stage -> stage.createSnapshot("snap-1"))
                .then("create fork with initialSavepointPath, allowNonRestoredState", stage -> {
                    String path = stage.path("snap-1");
                    stage.create("fork", "{'allowNonRestoredState': true, 'initialSavepointPath': '" + path + "'}");
                })
                .deleted("fork")
                .then("delete snap-1", stage -> stage.delete("snap-1"))
                .deleted("app");
    }

    private static Scenario redeployNonce() {
        return running("redeploy_nonce")
                .then("create FlinkStateSnapshot snap-2", stage -> stage.createSnapshot("snap-2"))
                .then("patch initialSavepointPath + savepointRedeployNonce + args", stage -> {
                    String path = stage.path("snap-2");
                    patchJob(
                            stage,
                            "{'args': ['150'], 'savepointRedeployNonce': 7, 'initialSavepointPath': '" + path + "'}");
                })
                .deleted("app");
    }

    private static Scenario badImage() {
        return running("bad_image_then_fixed")
                .then("patch image to one that does not exist", stage -> {
                    stage.misbehave("image-missing");
                    stage.patch("{'image': 'no-such'}");
                })
                .then("patch image back", stage -> {
                    // First: with the image of old the runtime would find the one that it should not look for.
                    stage.patch("{'image': 'counting'}");
                    stage.misbehave("");
                })
                .deleted("app");
    }

    private static Scenario jobFailsAtMain() {
        return running("job_fails_at_main")
                .then("patch entryClass to a class that does not exist", stage -> {
                    patchJob(stage, "{'entryClass': 'no.Such'}");
                    stage.letPass(Duration.ofSeconds(10));
                    stage.letPass(Duration.ofSeconds(20));
                })
                .then("patch entryClass back", stage -> patchJob(stage, "{'entryClass': '" + ENTRY_CLASS + "'}"))
                .deleted("app");
    }

    private static Scenario crashLoop() {
        return running("crash_loop_then_back_by_nonce")
                .then("patch state suspended", stage -> patchJob(stage, "{'state': 'suspended'}"))
                .then(
                        "patch state running and an entryClass that does not exist",
                        stage -> patchJob(stage, "{'state': 'running', 'entryClass': 'no.Such'}"))
                .then(
                        "patch entryClass back, initialSavepointPath = the path at the cut, savepointRedeployNonce",
                        stage -> {
                            String cut = stage.upgradeSavepointPath();
                            patchJob(
                                    stage,
                                    "{'entryClass': '" + ENTRY_CLASS + "', 'savepointRedeployNonce': 3,"
                                            + " 'initialSavepointPath': '" + cut + "'}");
                        })
                .deleted("app");
    }

    private static Scenario savepointDirBroken() {
        return running("savepoint_dir_broken")
                .then("patch args and a savepoint dir that cannot be written", stage -> {
                    stage.patch("{'job': {'args': ['150']}, " + savepoints("file:///dev/null/savepoints") + "}");
                    stage.letPass(Duration.ofSeconds(15));
                })
                .then("patch savepoint dir back", stage -> stage.patch("{" + savepoints(stage.savepoints()) + "}"))
                .deleted("app");
    }

    private static String savepoints(String folder) {
        return "'flinkConfiguration': {'execution.checkpointing.savepoint-dir': '" + folder + "'}";
    }

    private static Scenario killed() {
        return running("tm_and_jm_killed")
                .then("TaskManager pod killed", Stage::killTaskManagers)
                .then("JobManager pod killed", Stage::killJobManager)
                .deleted("app");
    }
}
