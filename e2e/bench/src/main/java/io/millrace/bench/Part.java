package io.millrace.bench;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Whose work a sample is: the part that owns the innermost method that any part owns. So what the JDK does is counted for
 * the one that called it, and each sample exactly once.
 *
 * @param prefixes of its methods' names; the first part in the list below with one that fits owns a method
 */
record Part(String title, List<String> prefixes) {

    private static final List<Part> ALL = List.of(
            part(
                    "read the framing",
                    "io.millrace.job.formats.ConfluentFraming",
                    "io.millrace.job.formats.WriterSchemas"),
            part(
                    "encode the output",
                    "io.millrace.job.formats.AvroEncoder",
                    "io.millrace.job.formats.AvroFieldWriter",
                    "io.millrace.job.formats.AvroValueWriter",
                    "io.millrace.job.formats.Encoders",
                    "io.millrace.job.formats.KeyEncoder",
                    "org.apache.avro.io.BinaryEncoder",
                    "org.apache.avro.io.BufferedBinaryEncoder",
                    "org.apache.avro.io.DirectBinaryEncoder",
                    "org.apache.avro.specific.SpecificDatumWriter",
                    "org.apache.avro.generic.GenericDatumWriter"),
            part("decode the input", "io.millrace.job.formats.", "io.millrace.job.plan.", "org.apache.avro."),
            part("expressions and aggregates", "io.millrace.job.logic."),
            part("records across the shuffle and into state", "io.millrace.job.records."),
            part("the books", "io.millrace.job.ledger."),
            part("watermarks", "io.millrace.job.watermarks.", "org.apache.flink.api.common.eventtime."),
            part("the steps around them", "io.millrace.job."),
            part("the job written by hand", "io.millrace.bench."),
            part(
                    "fetch from Kafka",
                    "org.apache.kafka.clients.consumer.",
                    "org.apache.flink.connector.kafka.source.",
                    "org.apache.flink.connector.base.source."),
            part("produce to Kafka", "org.apache.kafka.clients.producer.", "org.apache.flink.connector.kafka.sink."),
            part(
                    "Kafka's protocol and compression, either way",
                    "org.apache.kafka.",
                    "net.jpountz.",
                    "com.github.luben."),
            part(
                    "Flink's windows, timers and state",
                    "org.apache.flink.streaming.runtime.operators.windowing.",
                    "org.apache.flink.streaming.api.windowing.",
                    "org.apache.flink.streaming.api.operators.InternalTimer",
                    "org.apache.flink.runtime.state."),
            part(
                    "Flink's shuffle",
                    "org.apache.flink.runtime.io.network.",
                    "org.apache.flink.streaming.runtime.io.",
                    "org.apache.flink.runtime.plugable.",
                    "org.apache.flink.core.memory."),
            part("Flink's tasks", "org.apache.flink."));

    /** What no part owns: the JVM's own threads, and stacks cut short. */
    static final String NONE = "nobody's";

    private static Part part(String title, String... prefixes) {
        return new Part(title, List.of(prefixes));
    }

    /** The title of the part, or {@link #NONE}. */
    static String of(Stream<String> methodsInnermostFirst) {
        return methodsInnermostFirst
                .flatMap(method -> owner(method).stream())
                .map(Part::title)
                .findFirst()
                .orElse(NONE);
    }

    private static Optional<Part> owner(String method) {
        return ALL.stream()
                .filter(part -> part.prefixes().stream().anyMatch(method::startsWith))
                .findFirst();
    }
}
