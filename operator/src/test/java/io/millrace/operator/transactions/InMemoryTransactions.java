package io.millrace.operator.transactions;

import io.millrace.operator.result.Observed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Transactions that somebody has left open. */
public final class InMemoryTransactions implements Transactions {

    private final List<OpenTransaction> open = new ArrayList<>();
    private final Runnable afterWrite;

    /** @param afterWrite called after everything that changed something */
    public InMemoryTransactions(Runnable afterWrite) {
        this.afterWrite = afterWrite;
    }

    public void leaveOpen(String id, Instant since) {
        open.add(new OpenTransaction(id, since));
    }

    /** The job that has begun it has committed it. */
    public void end(String id) {
        open.removeIf(one -> one.id().equals(id));
    }

    public List<OpenTransaction> open() {
        return List.copyOf(open);
    }

    @Override
    public Map<String, Observed<List<OpenTransaction>>> open(Collection<String> prefixes) {
        return prefixes.stream()
                .distinct()
                .collect(Collectors.toMap(
                        Function.identity(),
                        prefix -> Observed.found(open.stream()
                                .filter(one -> one.id().startsWith(prefix))
                                .toList())));
    }

    @Override
    public void fence(Set<String> ids) {
        if (open.removeIf(one -> ids.contains(one.id()))) {
            afterWrite.run();
        }
    }
}
