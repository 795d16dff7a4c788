package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class BenchIT {

    // Too few records to measure anything; enough to see that all rivals still do the same work, and do it right.
    @Test
    void all_rivals_drain_the_topic_and_write_what_the_generator_expects() {
        // given
        List<String> arguments = List.of("--records", "20000", "--warm-ups", "0", "--repetitions", "1");
        BenchOptions options = BenchOptions.parse(arguments);
        Checkout checkout = Checkout.containing(Path.of(""));
        MillraceHome home = MillraceHome.of(System.getenv());
        Surroundings here = Surroundings.of(checkout, arguments, Instant.now());
        Progress quiet = new Progress(new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));

        // when
        Report report;
        try (LocalPlatform platform = new LocalPlatform(home, System.getenv(), checkout, "bench-test")) {
            report = new Bench(options, quiet).run(platform, home, checkout, here);
        }

        // then
        assertThat(report.results()).containsOnlyKeys(BenchOptions.USUAL);
        assertThat(report.markdown())
                .contains("20,000 records of 120 bytes")
                .contains("| filter, validate, window | Millrace |")
                .contains("| filter that changes nothing | Millrace |")
                .contains("| bytes in, bytes out | Kafka's clients in a loop |");
    }
}
