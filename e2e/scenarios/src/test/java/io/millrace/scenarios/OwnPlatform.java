package io.millrace.scenarios;

import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.nio.file.Path;

/** A platform of this JVM alone, for tests that take its parts away: the shared one has other users. */
final class OwnPlatform {

    private static final LocalPlatform PLATFORM = start();

    private OwnPlatform() {}

    static LocalPlatform get() {
        return PLATFORM;
    }

    private static LocalPlatform start() {
        LocalPlatform platform = new LocalPlatform(
                MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "faults");
        Runtime.getRuntime().addShutdownHook(new Thread(platform::close));
        return platform;
    }
}
