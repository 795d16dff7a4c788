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

/** Plays a flow before a real API server: once undisturbed, and then again with a fault at each write. */
final class ClusterMatrix {

    // Most of a run is waiting for polls.
    private static final int AT_ONCE = 6;

    private final ControlPlaneAccess access;
    private final KubernetesClient admin;

    ClusterMatrix(ControlPlaneAccess access, KubernetesClient admin) {
        this.access = access;
        this.admin = admin;
    }

    /** What the undisturbed run wrote and came to. */
    record Reference(
            Flow flow, List<Point> writes, List<String> ending, SortedMap<String, Integer> digest, List<String> wrong) {

        /** The same, to be disturbed at writes of this name alone. */
        Reference only(String write) {
            return new Reference(
                    flow,
                    writes.stream().filter(point -> point.name().equals(write)).toList(),
                    ending,
                    digest,
                    wrong);
        }
    }

    Reference reference(Flow flow) {
        try (ClusterStage stage = new ClusterStage(access, admin)) {
            Recorder recorder = begin(flow, stage, Optional.empty(), Fault.NONE);
            stage.settle();
            // A poll more: what only it tells belongs to the end.
            stage.pass(Duration.ofSeconds(1));
            stage.settle();
            recorder.finish();
            return new Reference(flow, stage.gate().passed(), stage.ending(), counts(recorder), wrong(stage, recorder));
        }
    }

    List<Outcome> withEvery(Reference reference, List<Fault> faults) throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Callable<Outcome>> runs = new ArrayList<>();
            for (Point point : reference.writes()) {
                faults.forEach(fault -> runs.add(() -> with(reference, point, fault)));
            }
            List<Outcome> outcomes = new ArrayList<>();
            for (Future<Outcome> run : threads.invokeAll(runs)) {
                outcomes.add(run.get());
            }
            return outcomes;
        } catch (ExecutionException e) {
            throw new IllegalStateException("a run broke off", e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private Outcome with(Reference reference, Point point, Fault fault) {
        Flow flow = reference.flow();
        List<String> wrong = new ArrayList<>();
        boolean met = false;
        try (ClusterStage stage = new ClusterStage(access, admin)) {
            Recorder recorder = begin(flow, stage, Optional.of(point), fault);
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
        int number = reference.writes().indexOf(point) + 1;
        return new Outcome(flow.name(), number, point.toString(), fault.toString(), met, wrong);
    }

    private static Recorder begin(Flow flow, ClusterStage stage, Optional<Point> point, Fault fault) {
        // The first flow is the operator's first look: it begins with the operator.
        boolean first = flow.isFirst();
        if (!first) {
            stage.begin();
        }
        flow.before().accept(stage);
        Recorder recorder = new Recorder(stage::state);
        stage.faults().watch(recorder);
        stage.gate().set(point, fault);
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
