package io.millrace.scenarios;

import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Clickstream;
import io.millrace.platform.clickstream.Expectation;
import java.time.Instant;
import java.util.List;

/**
 * A clickstream that is sent piece by piece. Each piece ends in the middle of a window: so it is known which rows are
 * due by then, and that no other may be there.
 */
final class Pieces {

    private static final int WINDOWS_PER_PIECE = 3;

    private final Clickstream stream;
    private final List<Click> clicks;
    private int taken;

    Pieces(Clickstream stream) {
        this.stream = stream;
        this.clicks = stream.clicks();
    }

    List<Click> next() {
        int before = end();
        taken++;
        return clicks.subList(before, end());
    }

    /** What must have come of all pieces that were taken. */
    Expectation due() {
        Instant lastWindow = stream.start().plus(Clickstream.WINDOW.multipliedBy((long) taken * WINDOWS_PER_PIECE));
        return Expectation.of(clicks.subList(0, end()), lastWindow);
    }

    private int end() {
        int perWindow = stream.events() / stream.windows();
        return taken == 0 ? 0 : taken * WINDOWS_PER_PIECE * perWindow + perWindow / 2;
    }
}
