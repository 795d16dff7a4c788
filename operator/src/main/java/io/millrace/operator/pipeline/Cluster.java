package io.millrace.operator.pipeline;

import io.millrace.operator.canary.Differences;
import io.millrace.operator.ledger.Ledgers;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.transactions.Transactions;
import java.util.Optional;

/** One connection of the configuration, ready to use. */
public record Cluster(
        Topics topics,
        Ledgers ledgers,
        Differences differences,
        Transactions transactions,
        Optional<Subjects> subjects) {}
