package io.millrace.job.restarts;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

final class NaiveDeduplication implements NaiveStep {

    private final long within;
    private final List<Event> passed = new ArrayList<>();
    private final Written written = new Written();

    NaiveDeduplication(long within) {
        this.within = within;
    }

    @Override
    public void arrives(Event event, long watermark) {
        if (event.time() + within <= watermark) {
            written.late(event);
        } else if (passed.stream().noneMatch(other -> repeats(event, other))) {
            passed.add(event);
            written.result(String.valueOf(event.kind()), event.toString());
        }
    }

    private boolean repeats(Event event, Event other) {
        return Objects.equals(event.kind(), other.kind()) && Math.abs(event.time() - other.time()) < within;
    }

    @Override
    public void passed(int group, long before, long now) {}

    @Override
    public Written written() {
        return written;
    }
}
