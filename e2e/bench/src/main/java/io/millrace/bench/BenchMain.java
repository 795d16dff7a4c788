package io.millrace.bench;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What the script {@code bench} runs, in the checkout's folder. */
public final class BenchMain {

    private BenchMain() {}

    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), new PrintStream(System.out, true, StandardCharsets.UTF_8)));
    }

    private static int run(List<String> arguments, PrintStream out) {
        if (arguments.equals(List.of("--help"))) {
            out.println(BenchOptions.USAGE);
            return 0;
        }
        try {
            measure(BenchOptions.parse(arguments), arguments, out);
            return 0;
        } catch (IllegalArgumentException e) {
            out.println(e.getMessage() + "\n\n" + BenchOptions.USAGE);
            return 2;
        }
    }

    private static void measure(BenchOptions options, List<String> arguments, PrintStream out) {
        Map<String, String> environment = System.getenv();
        MillraceHome home = MillraceHome.of(environment);
        Checkout checkout = Checkout.containing(Path.of(""));
        Surroundings surroundings = Surroundings.of(checkout, arguments, Instant.now());
        try (LocalPlatform platform = new LocalPlatform(home, environment, checkout, "bench")) {
            Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "close"));
            out.println("Logs: " + platform.run().logs());
            Report report = new Bench(options, new Progress(out)).run(platform, home, checkout, surroundings);
            out.println("\n" + report.markdown());
        }
    }
}
