package io.millrace.bench;

import io.millrace.platform.Checkout;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.Ports;
import java.nio.file.Path;

/** What all matches share. */
record BenchRoom(
        Checkout checkout,
        RunFolder run,
        Ports ports,
        KafkaAccess kafka,
        RegistryAccess registry,
        Topics topics,
        Progress progress) {

    /** Kept with the logs, which outlive the run. */
    Path recording(String name) {
        return run.logs().resolve(name + ".jfr");
    }
}
