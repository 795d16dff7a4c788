package io.millrace.operator.transactions;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The transactions of one Kafka cluster. Writes throw {@link SystemException}. */
public interface Transactions {

    /** One batched look; every prefix of transactional ids is in the answer. */
    Map<String, Observed<List<OpenTransaction>>> open(Collection<String> prefixes);

    /** Aborts what is open under these ids, and locks out who opened it. */
    void fence(Set<String> ids);
}
