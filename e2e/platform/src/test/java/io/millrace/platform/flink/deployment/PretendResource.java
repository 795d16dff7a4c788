package io.millrace.platform.flink.deployment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A FlinkDeployment in memory, looked after by the planner, that keeps a line for each status it has shown. */
public final class PretendResource {

    public static final String SPEC =
            """
            {'flinkVersion': 'v2_2',
             'flinkConfiguration': {'execution.checkpointing.savepoint-dir': 'file:///savepoints',
                                    'execution.checkpointing.dir': 'file:///checkpoints',
                                    'high-availability.type': 'kubernetes',
                                    'kubernetes.operator.job.upgrade.last-state-fallback.enabled': 'false'},
             'job': {'jarURI': 'local:///job.jar', 'entryClass': 'io.millrace.flink.CountingJob', 'args': ['200'],
                     'parallelism': 1, 'state': 'running', 'upgradeMode': 'savepoint'}}
            """;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final DeploymentKey KEY = new DeploymentKey("shop", "app");

    private ObjectNode spec;
    private JsonNode statusJson = MissingNode.getInstance();
    private long generation = 1;
    private boolean deleting;
    private boolean finalizer;
    private boolean gone;
    private int jobIds;
    private String annotation = "";

    private int points;
    private int deathAt = -1;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    public final PretendCluster cluster = new PretendCluster(this);
    final List<String> lines = new ArrayList<>();
    final List<String> snapshots = new ArrayList<>();
    private Runnable changed = () -> {};

    public PretendResource(String spec) {
        this.spec = (ObjectNode) json(spec);
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new AssertionError(text, e);
        }
    }

    /** To be told of everything that a watcher would see. */
    public void watch(Runnable watcher) {
        changed = watcher;
        record();
    }

    public void patchJob(String fields) {
        patch("{'job': " + fields + "}");
    }

    public void patch(String fields) {
        spec = MergePatch.of(spec, json(fields));
        generation++;
        record();
    }

    /** The annotation that tells the runtime to misbehave; it is no edit of the spec. */
    public void annotate(String words) {
        annotation = words;
    }

    public void delete() {
        deleting = true;
        generation++;
        record();
    }

    /** One pass of the loop, and whether the status has moved; it is written first, as the worker does it. */
    public boolean pass() {
        now = now.plusMillis(300);
        try {
            return look();
        } catch (Killed e) {
            cluster.killEverything();
            return true;
        }
    }

    private boolean look() throws Killed {
        Observation seen = observe();
        mayBeKilled();
        Plan plan = Sabotage.of(DeploymentPlanner.plan(seen), seen);
        boolean moved = !plan.status().equals(seen.status());
        if (moved) {
            statusJson = StatusJson.write(KEY, plan.status(), statusJson, now);
            assertReadsBackAs(plan.status());
            record();
        }
        mayBeKilled();
        for (Step step : plan.steps()) {
            step.carryOut(cluster);
            mayBeKilled();
        }
        return moved;
    }

    private static final class Killed extends Exception {
        private static final long serialVersionUID = 1L;
    }

    /** How many places there were so far where the runtime might have been killed. */
    int points() {
        return points;
    }

    void dieAt(int pointFromNow) {
        deathAt = points + pointFromNow;
    }

    private void mayBeKilled() throws Killed {
        if (++points == deathAt) {
            throw new Killed();
        }
    }

    /** Until the status has not moved for a while, or the resource is gone. */
    public void settle() {
        int quiet = 0;
        for (int passes = 0; quiet < 6 && !gone; passes++) {
            if (passes > 200) {
                throw new AssertionError("It does not settle: " + lines);
            }
            quiet = pass() ? 0 : quiet + 1;
        }
    }

    public void later(Duration time) {
        now = now.plus(time);
    }

    private Observation observe() {
        return new Observation(
                KEY,
                generation,
                deleting,
                finalizer,
                spec,
                status(),
                cluster.look(),
                misbehaviours(),
                "job-" + ++jobIds,
                now);
    }

    private void assertReadsBackAs(DeploymentStatus written) {
        if (!status().equals(written)) {
            throw new AssertionError("Written " + written + " but read " + status());
        }
    }

    public DeploymentStatus status() {
        return StatusJson.read(statusJson);
    }

    public JsonNode statusJson() {
        return statusJson;
    }

    Instant now() {
        return now;
    }

    public long generation() {
        return generation;
    }

    public boolean isDeleting() {
        return deleting;
    }

    public Misbehaviours misbehaviours() {
        return Misbehaviours.of(Map.of(Misbehaviours.ANNOTATION, annotation), status().recordedRevision());
    }

    public boolean isGone() {
        return gone;
    }

    void addFinalizer() {
        finalizer = true;
    }

    void removeFinalizer() {
        finalizer = false;
        gone = deleting;
    }

    void recordSnapshot(String path) {
        snapshots.add(path);
        changed.run();
    }

    /** The paths of the savepoints that edits have caused. */
    public List<String> snapshots() {
        return List.copyOf(snapshots);
    }

    // In the words of the recorded traces.
    private void record() {
        changed.run();
        DeploymentStatus status = status();
        if (statusJson.isMissingNode()) {
            return;
        }
        String line = status.lifecycle()
                + " | JM " + status.jobManager()
                + " | job " + status.job().state().map(Enum::name).orElse("-")
                + " | " + status.reconciliation().phase()
                + " | generation " + generation + (status.observedGeneration() == generation ? "" : " behind")
                + status.job().upgradeSavepointPath().map(path -> " | path").orElse("")
                + status.error().map(error -> " | " + kind(error)).orElse("")
                + (deleting ? " | deleting" : "");
        if (lines.isEmpty() || !lines.get(lines.size() - 1).equals(line)) {
            lines.add(line);
        }
    }

    private static String kind(String error) {
        return json(error).path("type").asText().replaceAll(".*\\.", "");
    }
}
