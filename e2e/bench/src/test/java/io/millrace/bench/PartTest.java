package io.millrace.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PartTest {

    @ParameterizedTest
    @CsvSource({
        "io.millrace.job.formats.ConfluentFraming.read, org.apache.flink.streaming.X.y, read the framing",
        "java.util.HashMap.get, io.millrace.job.logic.Aggregates.add, expressions and aggregates",
        "org.apache.avro.io.BinaryEncoder.writeInt, io.millrace.job.steps.SinkStage.accept, encode the output",
        "org.apache.avro.io.BinaryDecoder.readLong, io.millrace.bench.jobs.FilterByHand.run, decode the input",
        "sun.nio.ch.Net.poll, org.apache.kafka.common.network.Selector.poll, 'Kafka''s protocol and compression, either way'",
        "java.lang.Thread.run, java.lang.Object.wait, nobody's",
    })
    void a_sample_is_the_work_of_whoever_called_the_jdk(String innermost, String caller, String part) {
        assertThat(Part.of(Stream.of(innermost, caller))).isEqualTo(part);
    }
}
