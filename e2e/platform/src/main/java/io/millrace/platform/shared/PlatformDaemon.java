package io.millrace.platform.shared;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;

/** The process that keeps a shared platform: it serves its parts until its owner ends. */
public final class PlatformDaemon {

    private PlatformDaemon() {}

    public static void main(String[] arguments) throws IOException, ExecutionException, InterruptedException {
        Owner owner = Owner.parse(arguments[0]);
        Path home = Path.of(arguments[1]);
        Path checkout = Path.of(arguments[2]);

        Rendezvous rendezvous = new Rendezvous(new MillraceHome(home), owner);
        Optional<ProcessHandle> process = owner.process();
        if (process.isEmpty()) {
            return;
        }
        try (LocalPlatform platform =
                        new LocalPlatform(new MillraceHome(home), System.getenv(), new Checkout(checkout), "shared");
                PlatformServer server = PlatformServer.start(platform)) {
            rendezvous.announce(server.address());
            process.get().onExit().get();
        } finally {
            rendezvous.withdraw();
        }
    }
}
