package io.millrace.job.compare;

import io.millrace.definition.Comparison;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition.Keyed;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;

/** What is read of one side: the topics of the sinks that are compared, its late records and its ledger. */
public record ReadBack(Side side, List<String> topics) implements Serializable {

    public ReadBack {
        topics = List.copyOf(topics);
    }

    /** @param candidate with the topics that it writes */
    static ReadBack of(Side side, Comparison comparison, PipelineDefinition candidate) {
        PipelineDefinition definition = side == Side.LIVE ? comparison.live() : candidate;
        List<String> topics = new ArrayList<>(data(definition, comparison.compared(candidate)));
        topics.add(definition.ledgerTopic());
        return new ReadBack(side, topics);
    }

    /** The topics of sinks, and of late records where there may be some. */
    static List<String> data(PipelineDefinition definition, Collection<String> sinks) {
        List<String> topics = new ArrayList<>();
        sinks.forEach(sink -> topics.add(definition.sink(sink).topic()));
        if (definition.steps().stream().anyMatch(Keyed.class::isInstance)) {
            topics.add(definition.lateTopic());
        }
        return topics;
    }

    /** From which timestamp on; from the beginning where it is empty. */
    public OptionalLong sinceMillis(Comparison comparison) {
        return side == Side.LIVE ? OptionalLong.of(comparison.sinceMillis()) : OptionalLong.empty();
    }
}
