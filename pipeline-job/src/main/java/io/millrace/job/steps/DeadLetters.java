package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.PipelineDefinition.Payload;
import io.millrace.definition.RunSettings;
import io.millrace.job.records.Failure;
import io.millrace.job.records.Header;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes dead letters. The headers are Kafka Connect's, which most tools show, and ours with the prefix {@code dlq.}; all
 * are UTF-8 text and bounded, and none has a value out of the record.
 */
final class DeadLetters {

    private static final String CONNECT = "__connect.errors.";
    private static final int LONGEST_TEXT = 1024;

    private final String topic;
    private final Payload payload;
    private final RunSettings run;
    private final Payloads payloads;
    private final String task;
    private final Clock clock;

    DeadLetters(PipelineDefinition definition, RunSettings run, int task, Clock clock) {
        this.topic = definition.deadLetter().topic();
        this.payload = definition.deadLetter().payload();
        this.run = run;
        this.payloads = new Payloads(definition, run.largestRecordBytes());
        this.task = Integer.toString(task);
        this.clock = clock;
    }

    OutRecord of(Failure failure, Origin origin) {
        List<Header> headers = new ArrayList<>();
        connect(failure, origin, headers);
        own(failure, origin, headers);
        return switch (payload) {
            case ORIGINAL -> payloads.full(topic, origin, headers, "dlq.payload");
            case REFERENCE -> payloads.reference(topic, origin, headers, "dlq.payload");
        };
    }

    private void connect(Failure failure, Origin origin, List<Header> headers) {
        if (origin instanceof Origin.Consumed consumed) {
            add(headers, CONNECT + "topic", consumed.topic());
            add(headers, CONNECT + "partition", Integer.toString(consumed.partition()));
            add(headers, CONNECT + "offset", Long.toString(consumed.offset()));
        }
        add(headers, CONNECT + "connector.name", run.namespace() + "." + run.pipeline());
        add(headers, CONNECT + "task.id", task);
        add(headers, CONNECT + "stage", failure.stage().connectText());
        add(headers, CONNECT + "class.name", "io.millrace.job.PipelineJob");
        add(headers, CONNECT + "exception.class.name", "io.millrace." + failure.code());
        add(headers, CONNECT + "exception.message", failure.message());
    }

    private void own(Failure failure, Origin origin, List<Header> headers) {
        add(headers, "dlq.error.code", failure.code().name());
        add(headers, "dlq.error.stage", failure.stage().text());
        add(headers, "dlq.step", failure.where());
        if (!failure.rules().isEmpty()) {
            add(headers, "dlq.rules", String.join(",", failure.rules()));
        }
        add(headers, "dlq.pipeline", run.namespace() + "/" + run.pipeline());
        add(headers, "dlq.revision", run.revision());
        add(
                headers,
                "dlq.failed.at",
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        if (origin instanceof Origin.Consumed consumed) {
            add(headers, "dlq.original.timestamp", Long.toString(consumed.timestamp()));
            if (consumed.schemaId() != Origin.NO_SCHEMA) {
                add(headers, "dlq.schema.id", Integer.toUnsignedString(consumed.schemaId()));
            }
        }
        add(headers, "dlq.id", RecordIds.of(origin) + "-" + failure.where());
    }

    private static void add(List<Header> headers, String name, String text) {
        headers.add(Header.text(name, text.length() <= LONGEST_TEXT ? text : text.substring(0, LONGEST_TEXT)));
    }
}
