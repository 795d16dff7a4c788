package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.Ending;
import io.millrace.operator.faults.State;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is there now; read again when something has been written. */
final class Sight {

    private final ClusterReader reader;
    private final Gate gate;
    private final String namespace;
    private volatile @Nullable Seen last;

    Sight(ClusterReader reader, Gate gate, String namespace) {
        this.reader = reader;
        this.gate = gate;
        this.namespace = namespace;
    }

    /** What there was after so many writes. */
    final class Seen {
        private final long moves;
        private final State state;
        private @Nullable List<String> ending;

        private Seen(long moves, State state) {
            this.moves = moves;
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

    Seen now() {
        long moves = gate.moves();
        Seen seen = last;
        if (seen == null || seen.moves != moves) {
            seen = new Seen(moves, reader.read());
            last = seen;
        }
        return seen;
    }
}
