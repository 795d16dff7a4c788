package io.millrace.operator.pipeline.kubernetes;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.pipeline.Events;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Events of the core API, as {@code kubectl describe} looks for them. */
public final class KubernetesEvents implements Events {

    private static final Logger LOG = LoggerFactory.getLogger(KubernetesEvents.class);
    private static final String REPORTER = "millrace-operator";
    // What the API takes.
    private static final int LONGEST_MESSAGE = 1024;

    private final KubernetesClient client;
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public KubernetesEvents(KubernetesClient client, Clock clock) {
        this.client = client;
        this.clock = clock;
    }

    @Override
    public void publish(StreamingPipeline about, Note note) {
        LOG.atInfo()
                .addKeyValue(
                        "pipeline",
                        about.getMetadata().getNamespace() + "/"
                                + about.getMetadata().getName())
                .log("{}: {}", note.reason(), note.message());
        try {
            client.resource(event(about, note)).create();
        } catch (KubernetesClientException e) {
            LOG.warn("An event could not be published: {}", e.getMessage());
        }
    }

    private Event event(StreamingPipeline about, Note note) {
        String now = clock.instant().truncatedTo(ChronoUnit.SECONDS).toString();
        return new EventBuilder()
                .withNewMetadata()
                .withName(about.getMetadata().getName() + "." + Long.toHexString(number(clock.instant())))
                .withNamespace(about.getMetadata().getNamespace())
                .endMetadata()
                .withNewInvolvedObject()
                .withApiVersion(about.getApiVersion())
                .withKind(about.getKind())
                .withNamespace(about.getMetadata().getNamespace())
                .withName(about.getMetadata().getName())
                .withUid(about.getMetadata().getUid())
                .endInvolvedObject()
                .withType(note.warning() ? "Warning" : "Normal")
                .withReason(note.reason())
                .withMessage(shortened(note.message()))
                .withNewSource()
                .withComponent(REPORTER)
                .endSource()
                .withReportingComponent(REPORTER)
                .withFirstTimestamp(now)
                .withLastTimestamp(now)
                .withCount(1)
                .build();
    }

    // Names that sort by time, as other controllers give them: events of one second are shown in the order of their
    // names.
    private long number(Instant now) {
        long nanos = now.getEpochSecond() * 1_000_000_000L + now.getNano();
        return last.accumulateAndGet(nanos, (before, next) -> Math.max(before + 1, next));
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    }
}
