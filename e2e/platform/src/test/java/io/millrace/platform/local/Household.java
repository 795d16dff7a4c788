package io.millrace.platform.local;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

/** A process that has a platform and does nothing more: to be killed by a test. */
final class Household {

    static final String READY = "ready";

    private Household() {}

    public static void main(String[] arguments) throws IOException {
        LocalPlatform platform = new LocalPlatform(
                MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "household");
        List<CompletableFuture<Void>> parts = Stream.<Runnable>of(
                        platform::controlPlane, platform::kafka, platform::registry)
                .map(CompletableFuture::runAsync)
                .toList();
        parts.forEach(CompletableFuture::join);
        System.out.println(READY);
        // Ends when the test closes the pipe, had it not been killed before.
        System.in.transferTo(System.out);
        platform.close();
    }
}
