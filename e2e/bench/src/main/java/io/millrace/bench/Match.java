package io.millrace.bench;

import io.millrace.bench.Workload.Contestant;
import io.millrace.bench.jobs.Turn;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The rivals of one workload, turn about: A, B, A, B. What is measured of one, the next meets in the same minute. */
final class Match implements AutoCloseable {

    private static final long CHECKPOINT_INTERVAL_MILLIS = 5_000;

    private final Workload workload;
    private final BenchRoom room;
    private final Input input;
    private final Map<Contestant, Rival> rivals = new LinkedHashMap<>();
    private int turns;

    private Match(Workload workload, BenchRoom room, Input input) {
        this.workload = workload;
        this.room = room;
        this.input = input;
    }

    /** Starts the processes of all rivals; they stay until it is closed. */
    static Match start(Workload workload, BenchRoom room, Input input) {
        Match match = new Match(workload, room, input);
        try {
            PipelineFiles.generatedTopics(workload).forEach(room.topics()::create);
            for (Contestant contestant : workload.contestants()) {
                String name = workload.word() + "-" + contestant.mainClass().replaceAll(".*\\.", "");
                match.rivals.put(contestant, Rival.start(name, contestant, room.checkout(), room.run(), room.ports()));
            }
            return match;
        } catch (RuntimeException e) {
            match.close();
            throw e;
        }
    }

    /** The measurements of each rival that count, by its name. */
    Map<String, List<Measurement>> play(int warmUps, int repetitions) {
        Map<String, List<Measurement>> results = new LinkedHashMap<>();
        for (int round = 0; round < warmUps + repetitions; round++) {
            boolean counts = round >= warmUps;
            rivals.forEach((contestant, rival) -> {
                Measurement measured = turn(rival);
                room.progress().turn(workload, contestant, counts, measured);
                if (counts) {
                    results.computeIfAbsent(contestant.name(), name -> new ArrayList<>())
                            .add(measured);
                }
            });
        }
        return results;
    }

    /** As many more turns of each, recorded. */
    void profile(int repetitions) {
        rivals.forEach((contestant, rival) -> {
            if (contestant.onFlink()) {
                Path recording =
                        room.recording(workload.word() + "-" + contestant.name().replace(' ', '-'));
                Recorder recorder = Recorder.start(rival.workerProcessId(), room.run());
                for (int round = 0; round < repetitions; round++) {
                    turn(rival);
                }
                recorder.stop(recording);
                room.progress().profile(workload, contestant, recording, HotMethods.of(recording));
            }
        });
    }

    private Measurement turn(Rival rival) {
        turns++;
        String output = workload.word() + "-out-" + turns;
        room.topics().create(output);
        Turn turn = new Turn(
                folder(output),
                room.kafka().bootstrapServers(),
                room.registry().api().toString(),
                input.topic(),
                output,
                workload == Workload.WINDOW
                        ? input.summaries().id()
                        : input.clicks().id(),
                String.format("%s%05d", workload.word().substring(0, 3), turns),
                CHECKPOINT_INTERVAL_MILLIS);
        write(turn);
        Map<String, Duration> before = rival.cpu();
        Instant begun = Instant.now();
        rival.take(turn.folder());
        Map<String, Duration> after = rival.cpu();
        Topics.Content content = room.topics().read(output);
        room.topics().delete(output);
        check(content.digest(), output);
        // Until the last record was made: how long its commit waits for a checkpoint is the interval's matter.
        return Measurement.of(input.records(), before, after, Duration.between(begun, content.lastMade()));
    }

    private Path folder(String output) {
        return room.run().data("turns/" + output);
    }

    private void write(Turn turn) {
        try {
            turn.write();
            if (workload != Workload.BYTES) {
                PipelineFiles.write(workload, turn, input);
            }
        } catch (IOException e) {
            throw new PlatformException("Cannot write the files of a turn", e);
        }
    }

    private void check(Digest written, String output) {
        Digest expected = input.expectations().of(workload);
        if (!written.equals(expected)) {
            throw new PlatformException(output + " is wrong: " + written + "; expected: " + expected);
        }
    }

    @Override
    public void close() {
        rivals.values().forEach(Rival::close);
    }
}
