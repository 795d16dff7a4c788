package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.millrace.definition.ledger.Account;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Counts;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.Fault;
import io.millrace.platform.local.LocalPlatform;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.Test;

class ExactlyOnceIT {

    private static final Duration AT_MOST = Duration.ofMinutes(5);
    private static final int PER_SECOND = 4_000;
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final ByteBuffer NO_VALUE = ByteBuffer.wrap("no value".getBytes(StandardCharsets.UTF_8));
    // What stops a record before the copying sink, or at it.
    private static final Set<String> COPY_FAILURES = Set.of("BAD_FRAMING", "DECODE", "SCHEMA_NOT_FOUND", "TOO_LARGE");

    private static final String ONCE =
            """
              - name: unique
                from: [valid]
                deduplicate: {key: [user_id, event_type, product_id, timestamp], within: 10m}
              - name: per-type
                from: [unique]
            """;

    private static final String COPY_SINK =
            """
              - name: copy
                from: [clicks]
                topic: %s
                encode: {format: avro, subject: %s-value}
            """;

    private final Ordeal ordeal = new Ordeal();
    private final LocalPlatform platform = OwnPlatform.get();

    @Test
    void two_hundred_thousand_records_come_out_exactly_once_whatever_is_killed() {
        platform.operator();
        String namespace = platform.controlPlane().freshNamespace("exactly-once");
        try (Shop shop = new Shop(platform, namespace, ordeal.partitions())) {
            // given
            Kubectl kubectl = new Kubectl(platform.controlPlane(), namespace);
            PipelineView pipeline = new PipelineView(kubectl, Shop.PIPELINE);
            LedgerView ledger = new LedgerView(platform.kafka(), kubectl, namespace, Shop.PIPELINE);
            FlinkProcesses flink = new FlinkProcesses(namespace, Shop.PIPELINE);
            kubectl.apply(withMore(shop));
            until("Ready", pipeline::isReady);

            // when
            try (SteadySender sender = SteadySender.startUpTo(100_000, shop, ordeal.rounds(), PER_SECOND)) {
                whileTheyFlow(sender, 60_000, ledger, () -> kill(flink.taskManagers()));
                until("the first window is long closed", () -> assertThat(
                                ledger.isPast("watermark:deduplicate:unique@1", ordeal.tooLateForTheFirstWindow()))
                        .isTrue());
                shop.send(ordeal.late());
                sender.goOnTo(150_000);
                whileTheyFlow(sender, 110_000, ledger, () -> kill(flink.jobManagers()));
                sender.goOnTo(ordeal.all().size());
                whileTheyFlow(sender, 160_000, ledger, () -> {
                    platform.kafkaProcess().kill();
                    platform.kafkaProcess().restart();
                });
                sender.awaitEnd();
            }

            // then
            until("all is consumed", () -> assertThat(consumed(ledger))
                    .isEqualTo(ordeal.all().size()));
            until("the results are there", () -> assertThat(shop.output()).isEqualTo(expected()));
            until("Ready again", pipeline::isReady);
            until("the copies are there", () -> everyRecordThatCanBeReadIsCopied(shop));
            assertThat(shop.output()).as("after the dust has settled").isEqualTo(expected());
            lateRecordsAreTheLateOnes(shop);
            deadLettersAreTheFaultyRecords(shop);
            deadLettersCarryTheirSourceRecordsByteForByte(shop);
            theBooksBalance(ledger, expected());
            until("the dead letters are in the table", () -> pipeline.shows("DLQ", deadLettersPerMillion()));
            pipeline.hasCondition("LedgerBalanced", "True");
            kubectl.delete(Shop.PIPELINE);
            until("gone", () -> assertThat(kubectl.exists("streamingpipelines", Shop.PIPELINE))
                    .isFalse());
        }
    }

    /**
     * The example with a step that takes each event once, and a second sink, which takes what it reads as it is, up to half
     * the size of the largest record.
     */
    private static String withMore(Shop shop) {
        String copies = copies(shop);
        return shop.resource()
                        .stripTrailing()
                        .replace("  - name: per-type\n    from: [valid]\n", ONCE)
                        .replace(
                                "  sources:\n",
                                "  - {name: " + copies + ", partitions: 2, replicas: 1, config: {max.message.bytes: \""
                                        + Fault.OVERSIZE / 2 + "\"}}\n  sources:\n")
                + "\n" + COPY_SINK.formatted(copies, shop.sourceTopic());
    }

    private static String copies(Shop shop) {
        return shop.sourceTopic() + ".copy";
    }

    private Expectation expected() {
        Expectation readable = ordeal.expected();
        Map<String, Long> deadLetters = new TreeMap<>(readable.deadLetters());
        deadLetters.put("TOO_LARGE", count(Fault.OVERSIZED));
        return new Expectation(readable.rows(), deadLetters);
    }

    private long count(Fault fault) {
        return ordeal.all().stream()
                .filter(click -> click.fault().equals(Optional.of(fault)))
                .count();
    }

    /** Something is killed in the middle of the flow, and afterwards both ends of it go on. */
    private void whileTheyFlow(SteadySender sender, int sent, LedgerView ledger, Runnable kill) {
        await(sent + " are sent").atMost(Duration.ofMinutes(2)).until(() -> sender.sent() > sent);
        assertThat(sender.isSending()).as("more come, after %d", sender.sent()).isTrue();
        int atKill = sender.sent();
        kill.run();
        until("the shop sends on", () -> assertThat(sender.sent()).isGreaterThan(atKill));
        until("the job reads what was sent since", () -> assertThat(consumed(ledger))
                .isGreaterThan(atKill + ordeal.late().size()));
    }

    private static void kill(List<ProcessHandle> processes) {
        assertThat(processes).isNotEmpty();
        processes.get(0).destroyForcibly();
        assertThat(processes.get(0).onExit()).succeedsWithin(Duration.ofSeconds(10));
    }

    private static long consumed(LedgerView ledger) {
        return ledger.latest()
                .map(sum -> sum.total().place("clicks").of(Account.IN))
                .orElse(0L);
    }

    private void everyRecordThatCanBeReadIsCopied(Shop shop) {
        Map<ByteBuffer, Long> copied = values(shop.records(copies(shop)));
        Map<ByteBuffer, Long> sent = values(shop.sourceRecords());
        values(shop.deadLetters().stream()
                        .filter(letter -> COPY_FAILURES.contains(header(letter, "dlq.error.code")))
                        .toList())
                .forEach((value, times) -> sent.merge(value, -times, Long::sum));
        sent.values().removeIf(times -> times == 0);
        assertThat(copied.equals(sent))
                .as("%d different values copied, %d expected", copied.size(), sent.size())
                .isTrue();
    }

    private void lateRecordsAreTheLateOnes(Shop shop) {
        assertThat(shop.lateRecords())
                .hasSize(ordeal.late().size())
                .allSatisfy(late -> assertThat(header(late, "late.step")).isEqualTo("unique"));
        assertThat(values(shop.lateRecords())).isEqualTo(shop.valuesOf(ordeal.late()));
    }

    /** Of each code the records that have it, each as often as it was sent. */
    private void deadLettersAreTheFaultyRecords(Shop shop) {
        Map<String, Map<ByteBuffer, Long>> faulty = new HashMap<>();
        for (Click click : ordeal.all()) {
            click.fault().ifPresent(fault -> {
                ByteBuffer value = fault == Fault.NO_VALUE ? NO_VALUE : shop.valueOf(click);
                count(faulty, fault.deadLetterCode(), value);
                if (fault == Fault.OVERSIZED) {
                    count(faulty, "TOO_LARGE", value);
                }
            });
        }
        Map<String, Map<ByteBuffer, Long>> letters = new HashMap<>();
        shop.deadLetters().forEach(letter -> count(letters, header(letter, "dlq.error.code"), value(letter)));
        assertThat(letters.keySet()).isEqualTo(faulty.keySet());
        letters.forEach((code, those) -> assertThat(those.equals(faulty.get(code)))
                .as("%d different dead letters of code %s are the records sent with that fault", those.size(), code)
                .isTrue());
    }

    private static void count(Map<String, Map<ByteBuffer, Long>> values, String code, ByteBuffer value) {
        values.computeIfAbsent(code, none -> new HashMap<>()).merge(value, 1L, Long::sum);
    }

    private static void deadLettersCarryTheirSourceRecordsByteForByte(Shop shop) {
        Map<String, ConsumerRecord<byte[], byte[]>> sources = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> source : shop.sourceRecords()) {
            sources.put(source.partition() + "@" + source.offset(), source);
        }
        for (ConsumerRecord<byte[], byte[]> deadLetter : shop.deadLetters()) {
            String place = header(deadLetter, "__connect.errors.partition") + "@"
                    + header(deadLetter, "__connect.errors.offset");
            assertThat(sources.get(place)).as("the record at %s", place).satisfies(source -> {
                assertThat(deadLetter.value()).isEqualTo(source.value());
                assertThat(deadLetter.key()).isEqualTo(source.key());
            });
        }
    }

    private void theBooksBalance(LedgerView ledger, Expectation expected) {
        LedgerSum sum = ledger.latest().orElseThrow();
        assertThat(ledger.imbalances(sum)).isEmpty();
        Books books = sum.total();
        assertThat(books.place("clicks").of(Account.IN)).isEqualTo(ordeal.all().size());
        assertThat(books.place(Books.sink("summary")).of(Account.OUT))
                .isEqualTo(expected.rows().size());
        assertThat(books.place("unique").of(Account.LATE))
                .isEqualTo(ordeal.late().size());
        assertThat(books.places().values().stream()
                        .mapToLong(Counts::deadLetters)
                        .sum())
                .isEqualTo(expected.deadLetters().values().stream()
                        .mapToLong(Long::longValue)
                        .sum());
        assertThat(books.place("unique").of(Account.DUPLICATE)).isEqualTo(ordeal.again());
        // What comes after the last window stays in a window that nothing closes.
        assertThat(books.place("per-type").of(Account.HELD)).isEqualTo(1);
    }

    // As the status rounds: up, and to two digits.
    private String deadLettersPerMillion() {
        long deadLetters = expected().deadLetters().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return BigDecimal.valueOf(deadLetters * 1_000_000)
                .divide(BigDecimal.valueOf(ordeal.all().size()), RoundingMode.CEILING)
                .round(new MathContext(2))
                .toBigInteger()
                .toString();
    }

    private static Map<ByteBuffer, Long> values(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<ByteBuffer, Long> values = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            values.merge(value(record), 1L, Long::sum);
        }
        return values;
    }

    private static ByteBuffer value(ConsumerRecord<byte[], byte[]> record) {
        return record.value() == null ? NO_VALUE : ByteBuffer.wrap(record.value());
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private void until(String what, ThrowingRunnable holds) {
        await(what + "; logs in " + platform.run().logs())
                .atMost(AT_MOST)
                .pollInterval(LOOK_EVERY)
                .untilAsserted(holds);
    }
}
