package io.millrace.platform.process;

import io.millrace.platform.PlatformException;
import java.time.Duration;
import java.util.Optional;

/** A child that does one thing and ends, such as a compiler. */
public final class Tool {

    private Tool() {}

    /** Returns when it has ended well; otherwise fails with the end of its log. */
    public static void run(ChildSpec spec, Duration atMost) {
        Child child = spec.start();
        Optional<Integer> code;
        try {
            code = child.awaitExit(atMost);
        } catch (InterruptedException e) {
            child.stop();
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while " + spec.name() + " was running", e);
        }
        if (code.isEmpty()) {
            child.stop();
            throw failure(spec, "did not end within " + atMost.toMinutes() + " min");
        }
        if (code.get() != 0) {
            throw failure(spec, "failed with exit code " + code.get());
        }
    }

    private static PlatformException failure(ChildSpec spec, String what) {
        return new PlatformException(spec.name() + " " + what + ". The end of " + spec.log() + ":\n"
                + String.join("\n", LogTail.of(spec.log(), 25)));
    }
}
