package io.millrace.operator.ledger;

import static io.millrace.operator.ledger.Rows.AT;
import static io.millrace.operator.ledger.Rows.consumed;
import static io.millrace.operator.ledger.Rows.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import io.millrace.operator.result.Observed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What everything that calls itself {@link Ledgers} does. */
public abstract class LedgersContract {

    private static final String REVISION = "1-aaaaaaaa";

    protected abstract Ledgers ledgers();

    /** A topic with nothing in it. */
    protected abstract String freshTopic();

    /** Appends a record to it. */
    protected abstract void write(String topic, byte[] value);

    private void write(String topic, LedgerRow row) {
        write(topic, LedgerFormat.write(row));
    }

    private static LedgerTopic topic(String name) {
        return new LedgerTopic(name, Instant.EPOCH);
    }

    private Observed<LedgerReading> look(LedgerTopic topic) {
        return ledgers().look(Set.of(topic)).getOrDefault(topic, Observed.absent());
    }

    private LedgerReading awaited(LedgerTopic topic, long checkpoint) {
        return await().atMost(Duration.ofSeconds(30))
                .until(() -> look(topic).value(), seen -> seen.filter(
                                reading -> reading.sum().checkpoint() == checkpoint)
                        .isPresent())
                .orElseThrow();
    }

    private static long consumedIn(LedgerReading reading) {
        return reading.sum().total().place("events").of(Account.IN);
    }

    @Test
    void the_last_checkpoint_that_is_complete_counts() {
        // given
        String name = freshTopic();
        write(name, row(Slot.PROD, "run", REVISION, 4, AT, "reader", 2, consumed(10)));
        write(name, row(Slot.PROD, "run", REVISION, 4, AT, "epoch@1", 2, consumed(0)));
        write(name, row(Slot.PROD, "run", REVISION, 5, AT, "reader", 2, consumed(20)));
        // when
        LedgerReading fourth = awaited(topic(name), 4);
        write(name, row(Slot.PROD, "run", REVISION, 5, AT, "epoch@1", 2, consumed(0)));
        LedgerReading fifth = awaited(topic(name), 5);
        // then
        assertThat(consumedIn(fourth)).isEqualTo(10);
        assertThat(consumedIn(fifth)).isEqualTo(20);
        assertThat(fifth.sum().revision()).isEqualTo(REVISION);
    }

    @Test
    void what_is_no_row_is_skipped_and_counted() {
        // given
        String name = freshTopic();
        write(name, "garbage".getBytes(StandardCharsets.UTF_8));
        write(name, new byte[0]);
        // when
        write(name, row(REVISION, 1, consumed(3)));
        LedgerReading reading = awaited(topic(name), 1);
        // then
        assertThat(reading.skipped()).isEqualTo(2);
        assertThat(consumedIn(reading)).isEqualTo(3);
    }

    @Test
    void rows_of_a_former_pipeline_of_the_name_and_of_a_canary_do_not_count() {
        // given
        String name = freshTopic();
        LedgerTopic topic = new LedgerTopic(name, AT);
        write(name, row(Slot.PROD, "former", REVISION, 90, AT.minusMillis(1), "epoch@1", 1, consumed(5)));
        write(name, row(Slot.CANARY, "canary", REVISION, 91, AT, "epoch@1", 1, consumed(6)));
        // when
        write(name, row(Slot.PROD, "run", REVISION, 2, AT, "epoch@1", 1, consumed(7)));
        // then
        assertThat(consumedIn(awaited(topic, 2))).isEqualTo(7);
    }

    @Test
    void the_last_run_counts() {
        // given
        String name = freshTopic();
        write(name, row(Slot.PROD, "first", REVISION, 90, AT, "epoch@1", 1, consumed(90)));
        // when
        write(name, row(Slot.PROD, "second", "2-bbbbbbbb", 1, AT, "epoch@1", 1, consumed(91)));
        // then
        assertThat(awaited(topic(name), 1).sum().run()).isEqualTo("second");
    }

    @Test
    void every_topic_is_in_the_answer_and_one_without_rows_is_absent() {
        // given
        LedgerTopic empty = topic(freshTopic());
        LedgerTopic full = topic(freshTopic());
        write(full.name(), row(REVISION, 1, consumed(1)));
        // when
        Map<LedgerTopic, Observed<LedgerReading>> seen = await().atMost(Duration.ofSeconds(30))
                .until(() -> ledgers().look(Set.of(empty, full)), answer -> answer.values().stream()
                        .noneMatch(Observed.unreachable(Ledgers.UNREAD)::equals));
        // then
        assertThat(seen).containsOnlyKeys(empty, full).containsEntry(empty, Observed.absent());
        assertThat(seen.get(full)).isInstanceOf(Observed.Found.class);
    }

    @Test
    void a_topic_that_is_asked_for_later_is_read_from_its_beginning() {
        // given
        LedgerTopic first = topic(freshTopic());
        LedgerTopic second = topic(freshTopic());
        write(first.name(), row(REVISION, 1, consumed(1)));
        write(second.name(), row(REVISION, 2, consumed(2)));
        awaited(first, 1);
        // when
        LedgerReading reading = awaited(second, 2);
        // then
        assertThat(consumedIn(reading)).isEqualTo(2);
        assertThat(consumedIn(awaited(first, 1))).isEqualTo(1);
    }

    @Test
    void nothing_is_said_of_no_topics() {
        assertThat(ledgers().look(Set.of())).isEmpty();
    }
}
