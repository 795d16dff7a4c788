package io.millrace.platform.shared;

import io.millrace.platform.Checkout;
import io.millrace.platform.PlatformException;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.LogTail;
import io.millrace.platform.process.Readiness;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Finds the process that keeps the build's platform, or starts it. */
final class DaemonStarter {

    private static final Duration AT_MOST = Duration.ofSeconds(60);

    private DaemonStarter() {}

    static URI findOrStart(Owner owner, MillraceHome home, Checkout checkout) {
        Rendezvous rendezvous = new Rendezvous(home, owner);
        try {
            return rendezvous.alone(() -> {
                Optional<URI> found = rendezvous.announced().filter(DaemonStarter::isAlive);
                return found.isPresent() ? found.get() : start(rendezvous, command(owner, home, checkout));
            });
        } catch (IOException e) {
            throw new PlatformException("Cannot start the shared platform: " + e.getMessage(), e);
        }
    }

    private static boolean isAlive(URI address) {
        return Readiness.http(address.resolve("/alive")).missing().isEmpty();
    }

    private static List<String> command(Owner owner, MillraceHome home, Checkout checkout) {
        // No guard and a session of its own: it is to outlive this JVM, and watches its owner by itself.
        List<String> command = new ArrayList<>(List.of("setsid"));
        command.addAll(JavaCommand.withHeap(128)
                .option("-Dlogback.configurationFile=io/millrace/platform/logback.xml")
                .main(
                        System.getProperty("java.class.path"),
                        PlatformDaemon.class.getName(),
                        List.of(
                                owner.toString(),
                                home.root().toString(),
                                checkout.root().toString())));
        return command;
    }

    private static URI start(Rendezvous rendezvous, List<String> command) throws IOException {
        rendezvous.forget();
        Process daemon = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                .redirectOutput(rendezvous.log().toFile())
                .start();
        long deadline = System.nanoTime() + AT_MOST.toNanos();
        while (rendezvous.announced().isEmpty()) {
            if (hasEnded(daemon) || System.nanoTime() > deadline) {
                daemon.destroy();
                throw new IOException("it did not come up. The end of " + rendezvous.log() + ":\n"
                        + String.join("\n", LogTail.of(rendezvous.log(), 25)));
            }
        }
        return rendezvous.announced().orElseThrow();
    }

    private static boolean hasEnded(Process daemon) {
        try {
            return daemon.waitFor(50, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            daemon.destroy();
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while the shared platform was starting", e);
        }
    }
}
