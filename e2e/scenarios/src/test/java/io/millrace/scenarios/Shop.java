package io.millrace.scenarios;

import io.millrace.platform.Platform;
import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.ClickstreamTopic;
import io.millrace.platform.clickstream.Expectation;
import io.millrace.platform.clickstream.GrownSummary;
import io.millrace.platform.clickstream.PipelineOutput;
import io.millrace.platform.consume.TopicReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** The clickstream example in a namespace of its own, with topics and subjects that carry the namespace's name. */
final class Shop implements AutoCloseable {

    /** Of the pipeline. */
    static final String PIPELINE = "clickstream";

    private static final Path EXAMPLE = Path.of("../../examples/clickstream");

    private final String namespace;
    private final ClickstreamTopic source;
    private final PipelineOutput output;
    private final TopicReader topics;

    /** Makes the shop's side ready: its topic and its schema. */
    Shop(Platform platform, String namespace, int partitions) {
        this.namespace = namespace;
        this.source = ClickstreamTopic.create(
                sourceTopic(),
                partitions,
                EXAMPLE.resolve("clickstream-value.avsc"),
                platform.kafka(),
                platform.registry());
        this.output = new PipelineOutput(platform.kafka(), platform.registry());
        this.topics = new TopicReader(platform.kafka());
    }

    /** The example's resource; a partition that is read slowly must not count as idle, or results were not exact. */
    String resource() {
        return read("pipeline.yaml")
                .replace("namespace: shop\n", "namespace: " + namespace + "\n")
                .replace("subject: clickstream-value", "subject: " + sourceTopic() + "-value")
                .replace("topic: clickstream ", "topic: " + sourceTopic() + " ")
                .replace("subject: event_summary-value", "subject: " + summaryTopic() + "-value")
                .replace("name: event_summary", "name: " + summaryTopic())
                .replace("topic: event_summary", "topic: " + summaryTopic())
                .replace("interval: 5s", "interval: 2s")
                .replace("idleAfter: 30s", "idleAfter: 0s");
    }

    String sourceTopic() {
        return namespace + ".clickstream";
    }

    String summaryTopic() {
        return namespace + ".event_summary";
    }

    void send(List<Click> clicks) {
        source.write(clicks);
    }

    /** The shop's own program is renewed: what it sends from now on has another schema. */
    void useSchema(Path file) {
        source.useSchema(file);
    }

    /** What is committed so far, in the words of {@link Expectation}. */
    Expectation output() {
        return output.read(summaryTopic(), deadLetterTopic());
    }

    /** What is left of it without what a revision wrote that was gone back from: all of that is written again. */
    Expectation outputWithout(String revision) {
        Expectation all = output.read(summaryTopic(), deadLetterTopic(), record -> !isDeadLetterOf(revision, record));
        return new Expectation(all.rows().stream().distinct().toList(), all.deadLetters());
    }

    private static boolean isDeadLetterOf(String revision, ConsumerRecord<byte[], byte[]> record) {
        Header writer = record.headers().lastHeader("dlq.revision");
        return writer != null && new String(writer.value(), StandardCharsets.UTF_8).equals(revision);
    }

    /** The part of it that was written after the barrier of that checkpoint had passed. */
    Expectation outputSince(long checkpoint) {
        return output.read(summaryTopic(), deadLetterTopic(), record -> epoch(record) >= checkpoint);
    }

    private static long epoch(ConsumerRecord<byte[], byte[]> record) {
        return ByteBuffer.wrap(record.headers().lastHeader("millrace.epoch").value())
                .getLong();
    }

    /** The same rows, with a column that they had not always. */
    List<GrownSummary> outputWith(String column) {
        return output.readGrown(summaryTopic(), column);
    }

    /** The bytes that these clicks are sent as, and how often each. */
    Map<ByteBuffer, Long> valuesOf(List<Click> clicks) {
        return clicks.stream().collect(Collectors.groupingBy(source::valueOf, Collectors.counting()));
    }

    ByteBuffer valueOf(Click click) {
        return source.valueOf(click);
    }

    List<ConsumerRecord<byte[], byte[]>> records(String topic) {
        return topics.all(topic);
    }

    List<ConsumerRecord<byte[], byte[]>> sourceRecords() {
        return topics.all(sourceTopic());
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return topics.all(deadLetterTopic());
    }

    List<ConsumerRecord<byte[], byte[]>> lateRecords() {
        return topics.all("late." + namespace + "." + PIPELINE);
    }

    private String deadLetterTopic() {
        return "dlq." + namespace + "." + PIPELINE;
    }

    private static String read(String file) {
        try {
            return Files.readString(EXAMPLE.resolve(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        source.close();
    }
}
