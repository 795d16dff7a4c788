package io.millrace.operator.transactions.admin;

import io.millrace.operator.kafka.KafkaCalls;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.transactions.OpenTransaction;
import io.millrace.operator.transactions.Transactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionDescription;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** The transactions of one cluster. */
public final class AdminTransactions implements Transactions {

    private final Supplier<Admin> admin;
    private final KafkaCalls calls;

    public AdminTransactions(Supplier<Admin> admin, String connection) {
        this.admin = admin;
        this.calls = new KafkaCalls(connection);
    }

    @Override
    public Map<String, Observed<List<OpenTransaction>>> open(Collection<String> prefixes) {
        Map<String, Observed<List<OpenTransaction>>> answers = new HashMap<>();
        try {
            List<OpenTransaction> all = prefixes.isEmpty() ? List.of() : describe(ids(prefixes));
            prefixes.forEach(prefix -> answers.put(
                    prefix,
                    Observed.found(all.stream()
                            .filter(one -> one.id().startsWith(prefix))
                            .toList())));
        } catch (SystemException failure) {
            Outage outage = failure.outage();
            prefixes.forEach(prefix -> answers.put(prefix, Observed.unreachable(outage)));
        }
        return answers;
    }

    // Brokers before 4.1 cannot choose by a pattern.
    private List<String> ids(Collection<String> prefixes) {
        var ongoing = new ListTransactionsOptions().filterStates(List.of(TransactionState.ONGOING));
        return calls.get(admin.get().listTransactions(ongoing).all(), "open transactions cannot be listed").stream()
                .map(TransactionListing::transactionalId)
                .filter(id -> prefixes.stream().anyMatch(id::startsWith))
                .toList();
    }

    private List<OpenTransaction> describe(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of();
        }
        var result = admin.get().describeTransactions(ids);
        List<OpenTransaction> open = new ArrayList<>();
        for (String id : ids) {
            description(result.description(id))
                    .filter(one -> one.transactionStartTimeMs().isPresent())
                    .map(one -> new OpenTransaction(
                            id,
                            Instant.ofEpochMilli(one.transactionStartTimeMs().getAsLong())))
                    .ifPresent(open::add);
        }
        return open;
    }

    // It can end between the two questions.
    private Optional<TransactionDescription> description(KafkaFuture<TransactionDescription> future) {
        try {
            return Optional.of(calls.answer(future));
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TransactionalIdNotFoundException) {
                return Optional.empty();
            }
            throw calls.translate(e.getCause() == null ? e : e.getCause(), "an open transaction cannot be described");
        }
    }

    @Override
    public void fence(Set<String> ids) {
        calls.get(
                admin.get().fenceProducers(ids).all(),
                "transactions that a former job left open cannot be ended; the operator needs the right to write under"
                        + " the transactional ids of pipelines (sp~*)");
    }
}
