package io.millrace.platform.quickstart;

import io.millrace.platform.Checkout;
import io.millrace.platform.PlatformException;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import io.millrace.platform.operator.Tenancy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What the script {@code quickstart} runs, in the checkout's folder. */
public final class QuickstartMain {

    private static final String USAGE =
            """
            ./quickstart                          bring everything up, run the example, and stay up until Ctrl-C
            ./quickstart --once                   the same, and end: with exit code 0 if the results are right
            ./quickstart consume <topic> [count]  the newest records of a topic of a running quickstart""";

    private final MillraceHome home;
    private final Map<String, String> environment;
    private final PrintStream out;

    private QuickstartMain(MillraceHome home, Map<String, String> environment, PrintStream out) {
        this.home = home;
        this.environment = environment;
        this.out = out;
    }

    public static void main(String[] arguments) throws InterruptedException {
        Map<String, String> environment = System.getenv();
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        System.exit(new QuickstartMain(MillraceHome.of(environment), environment, out).run(List.of(arguments)));
    }

    private int run(List<String> arguments) throws InterruptedException {
        if (arguments.isEmpty()) {
            return bringUp(false);
        }
        if (arguments.equals(List.of("--once"))) {
            return bringUp(true);
        }
        if (arguments.get(0).equals("consume") && (arguments.size() == 2 || arguments.size() == 3)) {
            return consume(arguments.get(1), arguments.size() == 3 ? Integer.parseInt(arguments.get(2)) : 10);
        }
        out.println(USAGE);
        return arguments.equals(List.of("--help")) ? 0 : 2;
    }

    private int bringUp(boolean once) throws InterruptedException {
        Checkout checkout = Checkout.containing(Path.of(""));
        LocalPlatform platform = new LocalPlatform(home, environment, checkout, "quickstart", Tenancy.OPEN);
        // Ctrl-C ends the process in good order; after SIGKILL the guards of its children do.
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close, "close"));
        int code = Quickstart.run(home, platform, checkout, out);
        if (code != 0 || once) {
            return code;
        }
        out.println(
                """
                It stays up until Ctrl-C. In another terminal:

                  export KUBECONFIG=%s
                  kubectl get spl -n shop -o wide

                Logs: %s
                """
                        .formatted(
                                platform.controlPlane().adminKubeconfig(),
                                platform.run().logs()));
        new CountDownLatch(1).await();
        return 0;
    }

    private int consume(String topic, int count) {
        try {
            new Consume(Endpoints.find(environment, home)).newest(topic, count).forEach(out::println);
            return 0;
        } catch (PlatformException e) {
            out.println(e.getMessage());
            return 1;
        }
    }
}
