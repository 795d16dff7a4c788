package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.Ending;
import io.millrace.operator.faults.State;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What is there now, and how it reads in every namespace. */
final class Sight {

    private final ClusterReader reader;
    private final String namespace;
    private @Nullable Seen last;

    Sight(ClusterReader reader, String namespace) {
        this.reader = reader;
        this.namespace = namespace;
    }

    /** What there was at some moment. */
    final class Seen {
        private final State state;
        private @Nullable List<String> ending;

        private Seen(State state) {
            this.state = state;
        }

        State state() {
            return state;
        }

        /** The same in every namespace: what runs is hashed with the names of its topics. */
        synchronized List<String> ending() {
            if (ending == null) {
                ending = Ending.of(state).stream()
                        .map(line -> line.replace(namespace, "shop")
                                .replaceAll("([0-9]+)-[0-9a-f]{8}", "$1-<hash>")
                                .replaceAll("[0-9a-f]{16,}", "<hash>"))
                        .sorted()
                        .toList();
            }
            return ending;
        }
    }

    synchronized Seen now() {
        Seen seen = reader.news().map(Seen::new).orElse(last);
        last = seen;
        return Objects.requireNonNull(seen, "the first look always tells something");
    }
}
