package io.millrace.operator.faults;

import io.millrace.api.v1alpha1.PipelineStatus.Savepoint;
import io.millrace.operator.operations.Operation;
import io.millrace.operator.operations.Origin;
import io.millrace.operator.operations.Stored;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whether the stored status forgets a savepoint (I3). */
final class SavepointMemory {

    private static final Pattern NUMBER = Pattern.compile("([0-9]+)$");

    private SavepointMemory() {}

    static Optional<String> lost(Step step) {
        Stored before = step.before().stored();
        Stored after = step.after().stored();
        List<String> paths = after.savepoints().stream().map(Savepoint::path).toList();
        Optional<String> newest = before.lastStop().map(Savepoint::path);
        if (newest.isPresent() && !paths.contains(newest.get())) {
            return Optional.of(newest.get() + " is no longer recorded");
        }
        for (int i = 1; i < paths.size(); i++) {
            boolean comparable = kind(paths.get(i - 1)).equals(kind(paths.get(i)));
            if (comparable && age(paths.get(i - 1)) < age(paths.get(i))) {
                return Optional.of(paths.get(i) + " stands behind an older one");
            }
        }
        return ofOperation(before, after);
    }

    private static Optional<String> ofOperation(Stored before, Stored after) {
        Optional<String> cut = before.operation().flatMap(Operation::origin).flatMap(Origin::path);
        if (cut.isEmpty()) {
            return Optional.empty();
        }
        Optional<String> now = after.operation().flatMap(Operation::origin).flatMap(Origin::path);
        boolean continues = after.operation().isPresent()
                && after.operation()
                        .get()
                        .startedAt()
                        .equals(before.operation().orElseThrow().startedAt());
        if (continues && now.filter(path -> age(path) >= age(cut.get())).isEmpty()) {
            return Optional.of("the operation forgets its cut " + cut.get());
        }
        // Another pipeline's is recorded elsewhere.
        boolean isBorrowed = before.operation()
                .flatMap(Operation::origin)
                .flatMap(Origin::configMap)
                .isPresent();
        boolean kept =
                isBorrowed || after.savepoints().stream().map(Savepoint::path).anyMatch(path -> path.equals(cut.get()));
        return kept ? Optional.empty() : Optional.of("the cut " + cut.get() + " is no longer recorded");
    }

    // Those that stopped a job and those that did not are numbered each by themselves.
    private static String kind(String path) {
        return NUMBER.matcher(path).replaceFirst("");
    }

    private static long age(String path) {
        Matcher number = NUMBER.matcher(path);
        return number.find() ? Long.parseLong(number.group(1)) : 0;
    }
}
