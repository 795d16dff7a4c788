package io.millrace.operator.faults.cluster;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.faults.Ending;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Flow;
import io.millrace.operator.faults.Outcome;
import io.millrace.operator.faults.Recorder;
import io.millrace.operator.faults.cluster.Gate.Point;
import io.millrace.platform.ControlPlaneAccess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/** Plays a flow before a real API server: once undisturbed, and then again with a fault at each write. */
final class ClusterMatrix {

    // Most of a run is waiting for polls.
    private static final int AT_ONCE = 6;

    private final ControlPlaneAccess access;
    private final Upstream upstream;
    private final KubernetesClient admin;

    ClusterMatrix(ControlPlaneAccess access, KubernetesClient admin) {
        this.access = access;
        this.upstream = new Upstream(access);
        this.admin = admin;
    }

    /** What the undisturbed run wrote and came to. */
    record Reference(
            Flow flow,
            List<Point> writes,
            List<List<String>> rests,
            List<String> ending,
            SortedMap<String, Integer> digest,
            List<String> wrong) {

        /** The same, to be disturbed at writes of this name alone. */
        Reference only(String write) {
            return new Reference(
                    flow,
                    writes.stream().filter(point -> point.name().equals(write)).toList(),
                    rests,
                    ending,
                    digest,
                    wrong);
        }
    }

    Reference reference(Flow flow) {
        try (ClusterStage stage = new ClusterStage(access, upstream, admin)) {
            Recorder recorder = begin(flow, stage, ClusterMatrix::undisturbed);
            List<List<String>> before = stage.rests();
            stage.settle();
            // A poll more: what only it tells belongs to the end.
            stage.pass(Duration.ofSeconds(1));
            stage.settle();
            recorder.finish();
            return new Reference(
                    flow, stage.gate().passed(), before, stage.ending(), counts(recorder), wrong(stage, recorder));
        }
    }

    List<Outcome> withEvery(Reference reference, Fault fault) throws InterruptedException {
        return play(reference.writes().stream()
                .map(point -> new Run(
                        reference,
                        reference.writes().indexOf(point) + 1,
                        point.toString(),
                        fault.toString(),
                        stage -> stage.gate().set(Optional.of(point), fault),
                        Watches.AS_EVER))
                .toList());
    }

    /** Each of them once, the whole time. */
    List<Outcome> with(List<Reference> references, Watches watches) throws InterruptedException {
        return play(references.stream()
                .map(reference ->
                        new Run(reference, 0, "every watch", watches.toString(), ClusterMatrix::undisturbed, watches))
                .toList());
    }

    private record Run(
            Reference reference,
            int number,
            String where,
            String fault,
            Consumer<ClusterStage> disturbance,
            Watches watches) {}

    private static void undisturbed(ClusterStage stage) {
        stage.gate().set(Optional.empty(), Fault.NONE);
    }

    private List<Outcome> play(List<Run> runs) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Outcome>> outcomes = new ArrayList<>();
            runs.forEach(run -> outcomes.add(() -> outcome(run)));
            List<Outcome> all = new ArrayList<>();
            for (Future<Outcome> outcome : threads.invokeAll(outcomes)) {
                all.add(outcome.get());
            }
            return all;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run broke off", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome outcome(Run run) {
        Reference reference = run.reference();
        List<String> wrong = new ArrayList<>();
        boolean met = false;
        try (ClusterStage stage = new ClusterStage(access, upstream, admin)) {
            stage.follow(reference.rests());
            stage.gate().watch(run.watches());
            Recorder recorder = begin(reference.flow(), stage, run.disturbance());
            boolean same = stage.comesTo(reference.ending());
            recorder.finish();
            met = stage.gate().isMet();
            if (!same) {
                difference("end", reference.ending(), stage.ending(), wrong);
            }
            difference("counts", lines(reference.digest()), lines(counts(recorder)), wrong);
            wrong.addAll(wrong(stage, recorder));
        } catch (RuntimeException | AssertionError e) {
            wrong.add(String.valueOf(e));
        }
        return new Outcome(reference.flow().name(), run.number(), run.where(), run.fault(), met, wrong);
    }

    private static Recorder begin(Flow flow, ClusterStage stage, Consumer<ClusterStage> disturbance) {
        // The first flow is the operator's first look: it begins with the operator.
        boolean first = flow.isFirst();
        if (!first) {
            stage.begin();
        }
        flow.before().accept(stage);
        Recorder recorder = new Recorder(stage::state);
        stage.faults().watch(recorder);
        disturbance.accept(stage);
        if (first) {
            stage.begin();
        }
        flow.cause().accept(stage);
        return recorder;
    }

    // What Flink did is in the names of its savepoints and jobs, which are numbered.
    private static SortedMap<String, Integer> counts(Recorder recorder) {
        SortedMap<String, Integer> counts = new TreeMap<>(recorder.digest());
        counts.keySet().removeIf(name -> name.startsWith("jobs") || name.startsWith("savepoints"));
        return counts;
    }

    private static List<String> wrong(ClusterStage stage, Recorder recorder) {
        List<String> wrong = new ArrayList<>(recorder.violations());
        wrong.addAll(Ending.wrongTopicIds(stage.state()));
        return wrong.stream().distinct().toList();
    }

    private static List<String> lines(Map<String, Integer> counts) {
        return counts.entrySet().stream()
                .map(count -> count.getKey() + ": " + count.getValue())
                .toList();
    }

    private static void difference(String what, List<String> expected, List<String> actual, List<String> wrong) {
        expected.stream().filter(line -> !actual.contains(line)).forEach(line -> wrong.add(what + " lacks: " + line));
        actual.stream().filter(line -> !expected.contains(line)).forEach(line -> wrong.add(what + " has: " + line));
    }
}
