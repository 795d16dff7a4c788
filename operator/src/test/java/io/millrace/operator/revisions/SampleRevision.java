package io.millrace.operator.revisions;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.WantedTopic;
import java.util.List;
import java.util.Map;

/** A revision with something in every field. */
public final class SampleRevision {

    private SampleRevision() {}

    public static Revision of(PipelineId pipeline, RevisionName name) {
        return new Revision(
                name,
                "0123456789abcdef",
                "default",
                new PipelineDefinition(
                        PipelineDefinition.FORMAT_VERSION,
                        List.of(),
                        List.of(),
                        List.of(new SinkDefinition(
                                "totals",
                                List.of("per-kind"),
                                "shop.totals",
                                null,
                                new SinkDefinition.AvroEncode(new SchemaPin("shop.totals-value", 2, 7, "\"string\"")))),
                        new PipelineDefinition.DeadLetter("dlq.shop.totals", PipelineDefinition.Payload.REFERENCE),
                        "late.shop.totals",
                        "ledger.shop.totals",
                        PipelineDefinition.Delivery.EXACTLY_ONCE),
                new RunSettings(
                        PipelineDefinition.FORMAT_VERSION,
                        pipeline.namespace(),
                        pipeline.name(),
                        pipeline.uid(),
                        name.toString(),
                        RunSettings.Slot.PROD,
                        new RunSettings.Connection("kafka:9092", Map.of("security.protocol", "SSL"), null),
                        30_000,
                        900_000,
                        1_048_588,
                        Map.of("shop.totals", new RunSettings.SinkTopic(2_000_000, true))),
                new FlinkSettings(
                        "millrace-job:0.1.0-2.2.0",
                        "v2_2",
                        "flink",
                        "s3://streams/millrace/shop/totals-0a1b2c3d",
                        2,
                        128,
                        FlinkSettings.StateBackend.ROCKSDB,
                        new FlinkSettings.Checkpoints(30_000, 0, 600_000),
                        new FlinkSettings.Resources(0.5, 1024),
                        new FlinkSettings.Resources(1, 2048),
                        1),
                List.of(
                        new WantedTopic(
                                "shop.totals",
                                4,
                                3,
                                Map.of("retention.ms", "1000", "cleanup.policy", "compact"),
                                WantedTopic.Purpose.DATA,
                                "spec.topics[0]"),
                        new WantedTopic("dlq.shop.totals", 6, 3, Map.of(), WantedTopic.Purpose.DEAD_LETTER, "")),
                List.of(new Revision.PinnedSchema("shop.totals-value", 2, 7, true)));
    }
}
