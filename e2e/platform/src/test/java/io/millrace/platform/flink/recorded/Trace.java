package io.millrace.platform.flink.recorded;

import io.millrace.platform.flink.recorded.Event.Did;
import io.millrace.platform.flink.recorded.Event.Shown;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** All that was done and shown, recorded or played, in its order. */
record Trace(List<Event> events) {

    Trace {
        events = List.copyOf(events);
    }

    long acts() {
        return events.stream().filter(Did.class::isInstance).count();
    }

    Trace ofFirst(long acts) {
        List<Event> first = new ArrayList<>();
        long seen = 0;
        for (Event event : events) {
            seen += event instanceof Did ? 1 : 0;
            if (seen <= acts) {
                first.add(event);
            }
        }
        return new Trace(first);
    }

    /** What each resource showed after each act, without what only passed: the text in which two traces are compared. */
    String told() {
        return resources().stream()
                .map(resource -> resource + ":\n" + String.join("\n", Passing.removedFrom(events, resource)))
                .collect(Collectors.joining("\n\n"));
    }

    private Set<String> resources() {
        Set<String> resources = new TreeSet<>();
        for (Event event : events) {
            if (event instanceof Shown shown) {
                resources.add(shown.resource());
            }
        }
        return resources;
    }
}
