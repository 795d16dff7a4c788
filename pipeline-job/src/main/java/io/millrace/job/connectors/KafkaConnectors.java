package io.millrace.job.connectors;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SourceDefinition;
import io.millrace.job.compare.ReadBack;
import io.millrace.job.compare.Taken;
import io.millrace.job.graph.Connectors;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.OutRecord;
import io.millrace.job.records.StreamTypes;
import java.time.Duration;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.TransactionNamingStrategy;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.KafkaSourceOptions;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;

/** The ends of the graph in Kafka: what is read is committed, and what is written exactly once commits with the checkpoint. */
public final class KafkaConnectors implements Connectors {

    // Topics may grow; new partitions are read from their beginning.
    private static final Duration PARTITION_DISCOVERY = Duration.ofSeconds(30);
    // Batches wait a little to be filled: nothing is visible before the next checkpoint anyway.
    private static final int LINGER_MILLIS = 20;
    // The operator refuses topics whose segments take less, by a number of its own: SegmentLimits.
    private static final int BATCH_BYTES = 128 * 1024;

    private final PipelineDefinition definition;
    private final RunSettings run;

    public KafkaConnectors(PipelineDefinition definition, RunSettings run) {
        this.definition = definition;
        this.run = run;
    }

    @Override
    public Source<Envelope, ?, ?> source(SourceDefinition source) {
        return reader(source).build();
    }

    /** The source before it is built: who wants to read to an end only, as no pipeline does, can say so. */
    public KafkaSourceBuilder<Envelope> reader(SourceDefinition source) {
        return KafkaSource.<Envelope>builder()
                .setProperties(client())
                .setBootstrapServers(run.connection().bootstrapServers())
                .setTopics(source.topic())
                .setGroupId(run.consumerGroup())
                .setClientIdPrefix(run.consumerGroup() + "." + source.name())
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                        Long.toString(PARTITION_DISCOVERY.toMillis()))
                // Asked only where there is no state: later starts go on where the state says.
                .setStartingOffsets(
                        switch (source.startFrom()) {
                            case EARLIEST -> OffsetsInitializer.earliest();
                            case LATEST -> OffsetsInitializer.latest();
                        })
                .setDeserializer(new EnvelopeDeserialization(
                        new CarriedPlan(definition, run),
                        source.name(),
                        new StreamTypes(definition).envelopes(source.output())));
    }

    // No group: where it has read to is the job's own business, and ends with it.
    @Override
    public Source<Taken, ?, ?> readBack(ReadBack what) {
        Comparison comparison = Objects.requireNonNull(run.comparison());
        OptionalLong since = what.sinceMillis(comparison);
        return KafkaSource.<Taken>builder()
                .setProperties(client())
                .setBootstrapServers(run.connection().bootstrapServers())
                .setTopics(what.topics())
                .setClientIdPrefix(
                        run.consumerGroup() + ".compare-" + what.side().name().toLowerCase(Locale.ROOT))
                .setProperty(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed")
                .setProperty(KafkaSourceOptions.COMMIT_OFFSETS_ON_CHECKPOINT.key(), "false")
                .setProperty(
                        KafkaSourceOptions.PARTITION_DISCOVERY_INTERVAL_MS.key(),
                        Long.toString(PARTITION_DISCOVERY.toMillis()))
                .setStartingOffsets(
                        since.isPresent()
                                ? OffsetsInitializer.timestamp(since.getAsLong())
                                : OffsetsInitializer.earliest())
                .setDeserializer(new TakenDeserialization())
                .build();
    }

    @Override
    public Sink<OutRecord> sink() {
        return KafkaSink.<OutRecord>builder()
                .setKafkaProducerConfig(producer())
                .setBootstrapServers(run.connection().bootstrapServers())
                .setDeliveryGuarantee(
                        switch (definition.delivery()) {
                            case EXACTLY_ONCE -> DeliveryGuarantee.EXACTLY_ONCE;
                            case AT_LEAST_ONCE -> DeliveryGuarantee.AT_LEAST_ONCE;
                        })
                // Also without transactions: the sink's state names it, and the guarantee may be raised later.
                .setTransactionalIdPrefix(run.transactionalIdPrefix())
                .setTransactionNamingStrategy(TransactionNamingStrategy.INCREMENTING)
                .setRecordSerializer(new OutRecordSerialization())
                .build();
    }

    private Properties producer() {
        Properties properties = client();
        properties.setProperty(
                ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, Long.toString(run.transactionTimeoutMillis()));
        properties.setProperty(ProducerConfig.ACKS_CONFIG, "all");
        properties.setProperty(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        properties.setProperty(ProducerConfig.LINGER_MS_CONFIG, Integer.toString(LINGER_MILLIS));
        properties.setProperty(ProducerConfig.BATCH_SIZE_CONFIG, Integer.toString(BATCH_BYTES));
        // Every record's size is checked before it comes here; the producer must not have a smaller idea of its own.
        properties.setProperty(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Integer.toString(largestRecord()));
        return properties;
    }

    private int largestRecord() {
        return run.writtenBy(definition).sinks().stream()
                .mapToInt(sink -> run.sinkTopic(sink.topic()).largestRecordBytes())
                .reduce(run.largestRecordBytes(), Math::max);
    }

    private Properties client() {
        Properties properties = new Properties();
        properties.putAll(run.connection().client());
        return properties;
    }
}
