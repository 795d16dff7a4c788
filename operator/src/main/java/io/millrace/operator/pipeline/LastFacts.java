package io.millrace.operator.pipeline;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.status.ConditionType;
import io.millrace.operator.topics.TopicState;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What was last seen of each pipeline, so that one look without an answer is not taken for an outage. */
final class LastFacts {

    private record TopicOf(PipelineId pipeline, String topic) {}

    private final LastAnswers<PipelineId, JobFigures> figures = new LastAnswers<>();
    private final LastAnswers<PipelineId, Long> lags = new LastAnswers<>();
    private final LastAnswers<TopicOf, TopicState> topics = new LastAnswers<>();
    private final LastAnswers<PipelineId, String> registries = new LastAnswers<>();
    private final LastAnswers<PipelineId, Audit> ledgers = new LastAnswers<>();

    /**
     * @param asked when the look began that found these facts
     */
    PolledFacts after(StreamingPipeline pipeline, PolledFacts seen, Instant asked, Instant now) {
        PipelineId id = PipelineId.of(pipeline);
        Map<String, Observed<TopicState>> steady = new LinkedHashMap<>();
        seen.topics()
                .forEach((topic, state) -> steady.put(
                        topic, topics.after(new TopicOf(id, topic), state, asked, now, told(pipeline, state))));
        return new PolledFacts(
                figures.after(id, seen.figures(), asked, now, told(pipeline, seen.figures())),
                seen.lastRestart(),
                lags.after(id, seen.lag(), asked, now, told(pipeline, seen.lag())),
                seen.lagIsGrowing(),
                steady,
                registries.after(id, seen.registry(), asked, now, told(pipeline, seen.registry())),
                ledgers.after(id, seen.ledger(), asked, now, told(pipeline, seen.ledger())),
                seen.booksAreKnown(),
                seen.oldestTransaction(),
                seen.canary());
    }

    void keepOnly(Collection<PipelineId> pipelines) {
        figures.keepOnly(pipelines::contains);
        lags.keepOnly(pipelines::contains);
        topics.keepOnly(topic -> pipelines.contains(topic.pipeline()));
        registries.keepOnly(pipelines::contains);
        ledgers.keepOnly(pipelines::contains);
    }

    private static Optional<Instant> told(StreamingPipeline pipeline, Observed<?> answer) {
        return answer.outage().flatMap(outage -> conditions(pipeline).stream()
                .filter(condition -> condition.getType().equals(type(outage).word()))
                .filter(condition ->
                        condition.getReason().equals(outage.reason().word()))
                .map(condition -> Instant.parse(condition.getLastTransitionTime()))
                .findFirst());
    }

    private static ConditionType type(Outage outage) {
        return switch (outage.reason().concern()) {
            case SPEC -> ConditionType.PROGRESSING;
            case SCHEMAS -> ConditionType.SCHEMAS_VALID;
            case TOPICS -> ConditionType.TOPICS_READY;
            case JOB -> ConditionType.JOB_RUNNING;
            case LEDGER -> ConditionType.LEDGER_BALANCED;
            case CANARY -> ConditionType.CANARY_HEALTHY;
        };
    }

    private static List<Condition> conditions(StreamingPipeline pipeline) {
        PipelineStatus status = pipeline.getStatus();
        return status == null || status.conditions() == null ? List.of() : status.conditions();
    }
}
