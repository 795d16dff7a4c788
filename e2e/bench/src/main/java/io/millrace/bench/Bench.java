package io.millrace.bench;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import io.millrace.platform.process.Ports;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** A whole measurement on a platform of its own. */
final class Bench {

    private static final long SEED = 20_250_101;

    private final BenchOptions options;
    private final Progress progress;

    Bench(BenchOptions options, Progress progress) {
        this.options = options;
        this.progress = progress;
    }

    /** What was measured of each workload, by rival; fails where an output is wrong. */
    Report run(LocalPlatform platform, MillraceHome home, Checkout checkout, Surroundings surroundings) {
        try (Ports ports = new Ports(home);
                Topics topics = new Topics(platform.kafka())) {
            progress.say("Filling the topic with " + options.records() + " records ...");
            Input input =
                    Input.fill(new Clicks(SEED, options.records()), topics, platform.kafka(), platform.registry());
            BenchRoom room = new BenchRoom(
                    checkout, platform.run(), ports, platform.kafka(), platform.registry(), topics, progress);
            Map<Workload, Map<String, List<Measurement>>> results = new EnumMap<>(Workload.class);
            for (Workload workload : options.workloads()) {
                try (Match match = Match.start(workload, room, input)) {
                    results.put(workload, match.play(options.warmUps(), options.repetitions()));
                    if (options.profile()) {
                        match.profile(options.repetitions());
                    }
                }
            }
            return new Report(options, input, surroundings, results);
        }
    }
}
