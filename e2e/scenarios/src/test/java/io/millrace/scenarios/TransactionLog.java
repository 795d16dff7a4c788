package io.millrace.scenarios;

import io.millrace.platform.KafkaAccess;
import io.millrace.platform.consume.TopicReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What became of transactions, as the brokers have written it down for themselves: who reads with read_committed sees
 * neither an aborted one nor that there was one.
 */
record TransactionLog(KafkaAccess kafka) {

    private static final String TOPIC = "__transaction_state";
    // Key: version (2 bytes), transactional id (2 bytes of length, text). Value: version (2), producer's id (8) and
    // epoch (2), timeout (4), state (1), ...
    private static final int ID = 4;
    private static final int STATE = 16;
    private static final Set<Integer> COMMITS = Set.of(2, 4);
    private static final Set<Integer> ABORTS = Set.of(3, 5, 6, 7);

    /** Of the transactional ids that begin with it: how often one was committed, noted when it begins and ends. */
    long commits(String prefix) {
        return count(prefix, COMMITS);
    }

    /** The same of those that were aborted, or whose producer was fenced off. */
    long aborts(String prefix) {
        return count(prefix, ABORTS);
    }

    private long count(String prefix, Set<Integer> states) {
        return new TopicReader(kafka)
                .all(TOPIC).stream()
                        .filter(record -> record.value() != null && id(record).startsWith(prefix))
                        .filter(record -> states.contains((int) record.value()[STATE]))
                        .count();
    }

    private static String id(ConsumerRecord<byte[], byte[]> record) {
        ByteBuffer key = ByteBuffer.wrap(record.key());
        return new String(record.key(), ID, key.getShort(2), StandardCharsets.UTF_8);
    }
}
