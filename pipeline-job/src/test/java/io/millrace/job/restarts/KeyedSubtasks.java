package io.millrace.job.restarts;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import io.millrace.definition.state.OperatorUids;
import io.millrace.job.Definitions;
import io.millrace.job.connectors.KafkaConnectors;
import io.millrace.job.graph.JobSettings;
import io.millrace.job.graph.PipelineGraph;
import io.millrace.job.logic.KeyedInput;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.StreamTypes;
import io.millrace.job.steps.KeyColumns;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;
import org.apache.flink.streaming.api.operators.StreamOperatorFactory;
import org.apache.flink.streaming.api.watermark.Watermark;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.apache.flink.util.InstantiationUtil;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * The subtasks of a keyed step with the keepers of their watermarks, both as the graph makes them:
 *
 * <pre>
 *   what the test sends ─► keeper ─► step ─► what it gives, what is late
 * </pre>
 */
@SuppressWarnings("try") // closing a harness may throw anything
final class KeyedSubtasks implements AutoCloseable {

    /** The operators of one graph; each subtask gets copies, as it does when a job is deployed. */
    record Operators(
            KeyedInput input,
            Keyed step,
            StreamOperatorFactory<Envelope> keeper,
            StreamOperatorFactory<Envelope> itself,
            OutputTag<Envelope> late) {

        @SuppressWarnings("unchecked") // the graph knows which operator gives what
        static Operators of(PipelineDefinition definition, Keyed step) {
            StreamExecutionEnvironment env =
                    StreamExecutionEnvironment.createLocalEnvironment(1, JobSettings.of(Definitions.run()));
            PipelineGraph.build(env, definition, Definitions.run(), new KafkaConnectors(definition, Definitions.run()));
            StreamGraph graph = env.getStreamGraph();
            KeyedInput input = KeyedInput.of(step);
            return new Operators(
                    input,
                    step,
                    (StreamOperatorFactory<Envelope>) operator(graph, OperatorUids.watermark(step.uid())),
                    (StreamOperatorFactory<Envelope>) operator(graph, step.uid()),
                    new OutputTag<>("late", new StreamTypes(definition).envelopes(input.rows())));
        }

        private static StreamOperatorFactory<?> operator(StreamGraph graph, String uid) {
            return graph.getStreamNodes().stream()
                    .filter(node -> uid.equals(node.getTransformationUID()))
                    .findFirst()
                    .orElseThrow()
                    .getOperatorFactory();
        }
    }

    /** What all subtasks leave behind at a checkpoint. */
    record Checkpoint(int subtasks, @Nullable OperatorSubtaskState keepers, OperatorSubtaskState steps) {

        /** As it would be without the keepers: Flink forgets how far event time was. */
        Checkpoint withoutWatermarks() {
            return new Checkpoint(subtasks, null, steps);
        }
    }

    private final Operators operators;
    private final List<Subtask> subtasks = new ArrayList<>();

    private KeyedSubtasks(Operators operators, int parallelism, @Nullable Checkpoint from) throws Exception {
        this.operators = operators;
        for (int i = 0; i < parallelism; i++) {
            subtasks.add(new Subtask(i, parallelism, from));
        }
    }

    static KeyedSubtasks start(Operators operators, int parallelism) throws Exception {
        return new KeyedSubtasks(operators, parallelism, null);
    }

    static KeyedSubtasks restore(Operators operators, int parallelism, Checkpoint from) throws Exception {
        return new KeyedSubtasks(operators, parallelism, from);
    }

    void record(int subtask, Envelope envelope, long time) throws Exception {
        Subtask reading = subtasks.get(subtask);
        reading.keeper.processElement(new StreamRecord<>(envelope, time));
        reading.goOn();
    }

    void watermark(int subtask, long watermark) throws Exception {
        Subtask reading = subtasks.get(subtask);
        reading.keeper.processWatermark(watermark);
        reading.goOn();
    }

    /** Aligned: all of them at the same point. */
    Checkpoint checkpoint() throws Exception {
        List<OperatorSubtaskState> keepers = new ArrayList<>();
        List<OperatorSubtaskState> steps = new ArrayList<>();
        for (Subtask subtask : subtasks) {
            keepers.add(subtask.keeper.snapshot(1, 1));
            steps.add(subtask.step.snapshot(1, 1));
        }
        return new Checkpoint(subtasks.size(), packed(keepers), packed(steps));
    }

    private static OperatorSubtaskState packed(Collection<OperatorSubtaskState> states) throws Exception {
        return AbstractStreamOperatorTestHarness.repackageState(states.toArray(new OperatorSubtaskState[0]));
    }

    /** All of it, each subtask's in its order. */
    void drain(Consumer<Envelope> results, Consumer<Envelope> late) {
        for (Subtask subtask : subtasks) {
            subtask.step.extractOutputValues().forEach(results);
            Queue<StreamRecord<Envelope>> lateOnes = subtask.step.getSideOutput(operators.late);
            if (lateOnes != null) {
                lateOnes.forEach(record -> late.accept(record.getValue()));
            }
        }
    }

    /** What the steps still remember, and when they would have looked at it again. */
    int remembered() {
        return subtasks.stream()
                .mapToInt(subtask -> subtask.step.numKeyedStateEntries() + subtask.step.numEventTimeTimers())
                .sum();
    }

    @Override
    public void close() throws Exception {
        for (Subtask subtask : subtasks) {
            subtask.keeper.close();
            subtask.step.close();
        }
    }

    private final class Subtask {
        private final OneInputStreamOperatorTestHarness<Envelope, Envelope> keeper;
        private final KeyedOneInputStreamOperatorTestHarness<?, Envelope, Envelope> step;

        Subtask(int index, int parallelism, @Nullable Checkpoint from) throws Exception {
            keeper = new OneInputStreamOperatorTestHarness<>(
                    InstantiationUtil.clone(operators.keeper), NaiveWatermarks.GROUPS, parallelism, index);
            step = new KeyedOneInputStreamOperatorTestHarness<>(
                    InstantiationUtil.clone(operators.itself),
                    new KeyColumns(operators.input.key()),
                    StreamTypes.rows(operators.step.keyColumns()),
                    NaiveWatermarks.GROUPS,
                    parallelism,
                    index);
            if (from != null && from.keepers != null) {
                keeper.initializeState(part(from.keepers, from.subtasks, parallelism, index));
            }
            if (from != null) {
                step.initializeState(part(from.steps, from.subtasks, parallelism, index));
            }
            // From the end of the chain to its beginning, as Flink does.
            step.open();
            keeper.open();
            goOn();
        }

        private static OperatorSubtaskState part(OperatorSubtaskState all, int before, int now, int index) {
            return AbstractStreamOperatorTestHarness.repartitionOperatorState(
                    all, NaiveWatermarks.GROUPS, before, now, index);
        }

        @SuppressWarnings("unchecked") // it gives what it gets
        private void goOn() throws Exception {
            for (Object element = keeper.getOutput().poll();
                    element != null;
                    element = keeper.getOutput().poll()) {
                if (element instanceof Watermark watermark) {
                    step.processWatermark(watermark);
                } else {
                    step.processElement((StreamRecord<Envelope>) element);
                }
            }
        }
    }
}
