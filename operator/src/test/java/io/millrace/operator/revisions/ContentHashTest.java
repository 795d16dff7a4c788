package io.millrace.operator.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.Serialization;
import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.SchemaPin;
import io.millrace.definition.SinkDefinition;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ContentHashTest {

    private static final String SPEC =
            """
            cluster: default
            suspend: false
            flink: {parallelism: 2}
            schemas:
            - {subject: shop.totals-value, type: AVRO, compatibility: BACKWARD, schema: '"string"'}
            topics:
            - {name: shop.totals, partitions: 4, config: {cleanup.policy: compact, retention.ms: "1000"}, deletionPolicy: Retain}
            sources:
            - {name: events, topic: shop.events}
            sinks:
            - {name: totals, from: [events], topic: shop.totals}
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "suspending restarts nothing by itself| suspend: false| suspend: true",
                "what deletion does| Retain| Delete",
                "the order of keys of a map| cleanup.policy: compact, retention.ms: \"1000\"| retention.ms: \"1000\", cleanup.policy: compact",
                "the order of fields| name: events, topic: shop.events| topic: shop.events, name: events",
                "null instead of nothing| topic: shop.events}| topic: shop.events, decode: null}",
            })
    void stays_the_same(String what, String from, String to) {
        assertThat(SPEC).contains(from);
        assertThat(ContentHash.ofSpec(spec(SPEC.replace(from, to)))).as(what).isEqualTo(ContentHash.ofSpec(spec(SPEC)));
        assertThat(ofRevision(SPEC.replace(from, to), pin(1, 1))).as(what).isEqualTo(ofRevision(SPEC, pin(1, 1)));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "connection| cluster: default| cluster: other",
                "resources| parallelism: 2| parallelism: 3",
                "schema| '\"string\"'| '\"long\"'",
                "compatibility| BACKWARD| FULL",
                "state backend| parallelism: 2| parallelism: 2, stateBackend: heap",
                "partitions| partitions: 4| partitions: 5",
                "topic configuration| compact,| delete,",
            })
    void changes_with(String what, String from, String to) {
        assertThat(SPEC).contains(from);
        assertThat(ContentHash.ofSpec(spec(SPEC.replace(from, to))))
                .as(what)
                .isNotEqualTo(ContentHash.ofSpec(spec(SPEC)));
        assertThat(ofRevision(SPEC.replace(from, to), pin(1, 1))).as(what).isNotEqualTo(ofRevision(SPEC, pin(1, 1)));
    }

    @Test
    void what_the_registry_answers_counts_for_schemas_of_others_only() {
        String foreign = SPEC.replace("shop.totals-value", "shop.other-value");

        assertThat(ofRevision(SPEC, pin(1, 1))).isEqualTo(ofRevision(SPEC, pin(2, 9)));
        assertThat(ofRevision(foreign, pin(1, 1))).isNotEqualTo(ofRevision(foreign, pin(2, 9)));
    }

    @Test
    void no_topics_and_an_empty_list_are_the_same() {
        String none = SPEC.replaceAll("(?m)^topics:\n.*\n", "");

        assertThat(ContentHash.ofSpec(spec(none + "topics: []\n"))).isEqualTo(ContentHash.ofSpec(spec(none)));
    }

    @Test
    void has_the_length_that_names_have_room_for() {
        assertThat(ContentHash.ofSpec(spec(SPEC))).matches("[0-9a-f]{16}");
        assertThat(ofRevision(SPEC, pin(1, 1))).matches("[0-9a-f]{8}");
    }

    private static String ofRevision(String spec, SchemaPin pin) {
        return ContentHash.ofRevision(
                spec(spec),
                new PipelineDefinition(
                        PipelineDefinition.FORMAT_VERSION,
                        List.of(),
                        List.of(),
                        List.of(new SinkDefinition(
                                "totals", List.of("events"), "shop.totals", null, new SinkDefinition.AvroEncode(pin))),
                        new PipelineDefinition.DeadLetter("dlq", PipelineDefinition.Payload.ORIGINAL),
                        "late",
                        "ledger",
                        PipelineDefinition.Delivery.EXACTLY_ONCE));
    }

    private static SchemaPin pin(int version, int id) {
        return new SchemaPin("shop.totals-value", version, id, "\"string\"");
    }

    private static PipelineSpec spec(String yaml) {

        return Serialization.unmarshal(yaml, PipelineSpec.class);
    }
}
