package io.millrace.platform.flink.recorded;

import io.millrace.platform.flink.deployment.PretendResource;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/** The recorded ones. */
final class Scenarios {

    private static final String SPEC = PretendResource.SPEC;
    private static final String BROKEN_CLASS = "{'entryClass': 'no.Such'}";

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
        return Scenario.named(name).then("create app: {}", stage -> stage.create("app", SPEC));
    }

    private static void patchJob(Stage stage, String fields) {
        stage.app().patchJob(fields);
    }

    private static Scenario suspendResume() {
        return running("suspend_resume")
                .then("patch state suspended", stage -> patchJob(stage, "{'state': 'suspended'}"))
                .then("patch state running", stage -> {
                    stage.app().cluster.missingConfigMap = Optional.of("pod-template-app");
                    patchJob(stage, "{'state': 'running'}");
                    stage.settle();
                    stage.app().cluster.missingConfigMap = Optional.empty();
                })
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
                .then(
                        "create with state suspended",
                        stage -> stage.create("app", SPEC.replace("'running'", "'suspended'")))
                .then("patch running", stage -> patchJob(stage, "{'state': 'running'}"))
                .deleted("app");
    }

    private static Scenario snapshotAndFork() {
        return running("snapshot_and_fork")
                .then("create FlinkStateSnapshot snap-1", stage -> stage.createSnapshot("snap-1"))
                .then("create fork with initialSavepointPath, allowNonRestoredState", stage -> {
                    String path = stage.snapshot("snap-1").status().path().orElseThrow();
                    String from = "'allowNonRestoredState': true, 'initialSavepointPath': '" + path + "', 'state'";
                    stage.create("fork", SPEC.replace("'state'", from));
                })
                .deleted("fork")
                .then("delete snap-1", stage -> stage.snapshot("snap-1").delete())
                .deleted("app");
    }

    private static Scenario redeployNonce() {
        return running("redeploy_nonce")
                .then("create FlinkStateSnapshot snap-2", stage -> stage.createSnapshot("snap-2"))
                .then("patch initialSavepointPath + savepointRedeployNonce + args", stage -> {
                    String path = stage.snapshot("snap-2").status().path().orElseThrow();
                    patchJob(
                            stage,
                            "{'args': ['150'], 'savepointRedeployNonce': 7, 'initialSavepointPath': '" + path + "'}");
                })
                .deleted("app");
    }

    private static Scenario badImage() {
        return running("bad_image_then_fixed")
                .then("patch image to one that does not exist", stage -> {
                    stage.app().annotate("image-missing");
                    stage.app().patch("", "{'image': 'no-such'}");
                })
                .then("patch image back", stage -> {
                    stage.app().annotate("");
                    stage.app().patch("", "{'image': 'counting'}");
                })
                .deleted("app");
    }

    private static Scenario jobFailsAtMain() {
        return running("job_fails_at_main")
                .then("patch entryClass to a class that does not exist", stage -> {
                    patchJob(stage, BROKEN_CLASS);
                    stage.settle();
                    stage.settleAfter(Duration.ofSeconds(10));
                    stage.settleAfter(Duration.ofSeconds(20));
                })
                .then("patch entryClass back", stage -> patchJob(stage, "{'entryClass': 'Counting'}"))
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
                            String cut = stage.app()
                                    .status()
                                    .job()
                                    .upgradeSavepointPath()
                                    .orElseThrow();
                            patchJob(
                                    stage,
                                    "{'entryClass': 'Counting', 'savepointRedeployNonce': 3, 'initialSavepointPath': '"
                                            + cut + "'}");
                        })
                .deleted("app");
    }

    private static Scenario savepointDirBroken() {
        return running("savepoint_dir_broken")
                .then("patch args and a savepoint dir that cannot be written", stage -> {
                    stage.app().cluster.savepointsFail = true;
                    patchJob(stage, "{'args': ['150']}");
                    stage.settle();
                    stage.settleAfter(Duration.ofSeconds(15));
                })
                .then("patch savepoint dir back", stage -> {
                    stage.app().cluster.savepointsFail = false;
                    patchJob(stage, "{'args': ['100']}");
                })
                .deleted("app");
    }

    private static Scenario killed() {
        return running("tm_and_jm_killed")
                .then("TaskManager pod killed", stage -> stage.app().cluster.killTaskManagers())
                .then("JobManager pod killed", stage -> stage.app().cluster.killJobManager())
                .deleted("app");
    }
}
