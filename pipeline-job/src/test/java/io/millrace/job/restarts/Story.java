package io.millrace.job.restarts;

import io.millrace.job.logic.Evaluator;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Origin;
import io.millrace.job.records.Row;
import io.millrace.job.restarts.Act.Arrival;
import io.millrace.job.restarts.Act.Mark;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What is read, and how the job is stopped in between and goes on with another number of subtasks.
 *
 * @param restart so many acts are before it
 */
@SuppressWarnings("try") // closing a harness may throw anything
record Story(List<Act> acts, int restart, int before, int after) {

    /** Event time is here at the end: nothing stays open. */
    private static final long END = 1_000_000;

    Written asItMustBe(NaiveStep model) {
        NaiveWatermarks watermarks = new NaiveWatermarks(before);
        acts.subList(0, restart).forEach(act -> take(act, watermarks, model));
        watermarks.rescale(after, model);
        acts.subList(restart, acts.size()).forEach(act -> take(act, watermarks, model));
        for (int subtask = 0; subtask < after; subtask++) {
            watermarks.mark(subtask, END, model);
        }
        return model.written();
    }

    private static void take(Act act, NaiveWatermarks watermarks, NaiveStep model) {
        if (act instanceof Arrival arrival) {
            model.arrives(arrival.event(), watermarks.at(arrival.event().kind()));
        } else if (act instanceof Mark mark) {
            watermarks.mark(watermarks.subtaskOf(mark.kind()), mark.watermark(), model);
        }
    }

    /** @param remembered what is still there when all is over */
    record Outcome(Written written, int remembered) {}

    /** @param restoring what the job goes on with, of what it left behind */
    Outcome asItIs(KeyedSubtasks.Operators operators, UnaryOperator<KeyedSubtasks.Checkpoint> restoring)
            throws Exception {
        Written written = new Written();
        KeyedSubtasks.Checkpoint left;
        try (KeyedSubtasks subtasks = KeyedSubtasks.start(operators, before)) {
            play(acts.subList(0, restart), before, operators, subtasks);
            left = subtasks.checkpoint();
            drain(subtasks, written);
        }
        try (KeyedSubtasks subtasks = KeyedSubtasks.restore(operators, after, restoring.apply(left))) {
            play(acts.subList(restart, acts.size()), after, operators, subtasks);
            for (int subtask = 0; subtask < after; subtask++) {
                subtasks.watermark(subtask, END);
            }
            drain(subtasks, written);
            return new Outcome(written, subtasks.remembered());
        }
    }

    private static void play(List<Act> acts, int parallelism, KeyedSubtasks.Operators operators, KeyedSubtasks subtasks)
            throws Exception {
        NaiveWatermarks keys = new NaiveWatermarks(parallelism);
        for (Act act : acts) {
            if (act instanceof Arrival arrival) {
                Event event = arrival.event();
                Envelope entering = new Envelope.Good(entering(event.row(), operators), origin(event));
                subtasks.record(keys.subtaskOf(event.kind()), entering, event.time());
            } else if (act instanceof Mark mark) {
                subtasks.watermark(keys.subtaskOf(mark.kind()), mark.watermark());
            }
        }
    }

    private static Row entering(Row row, KeyedSubtasks.Operators operators) {
        if (operators.input().projection().isEmpty()) {
            return row;
        }
        List<@Nullable Object> values = new ArrayList<>();
        for (Evaluator value : operators.input().projection().get()) {
            values.add(value.evaluate(row));
        }
        return new Row(values.toArray());
    }

    private static Origin origin(Event event) {
        return new Origin.Consumed("events", 0, event.number(), event.time(), null, null, List.of(), Origin.NO_SCHEMA);
    }

    private void drain(KeyedSubtasks subtasks, Written written) {
        subtasks.drain(
                envelope -> {
                    if (envelope.origin() instanceof Origin.Consumed consumed) {
                        Event event = event(consumed.offset());
                        written.result(String.valueOf(event.kind()), event.toString());
                    } else {
                        windowResult(((Envelope.Good) envelope).row(), written);
                    }
                },
                envelope -> written.late(event(((Origin.Consumed) envelope.origin()).offset())));
    }

    private static void windowResult(Row row, Written written) {
        List<@Nullable Object> results = new ArrayList<>();
        for (int column = 3; column < row.size(); column++) {
            results.add(row.get(column));
        }
        written.result(row.get(0) + " from " + row.get(1), results.toString());
    }

    private Event event(long number) {
        return acts.stream()
                .filter(Arrival.class::isInstance)
                .map(act -> ((Arrival) act).event())
                .filter(event -> event.number() == number)
                .findFirst()
                .orElseThrow();
    }
}
