package io.millrace.operator.canary;

import io.millrace.definition.Comparison;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.revisions.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** A revision as its candidate runs it: the same definition, in the other slot, beside what it is compared with. */
public final class CanaryRevision {

    // Enough to see what is going on; a revision that changes everything must not fill the topic.
    private static final int SAMPLES = 100;

    /** Brokers stamp what the live job writes, by clocks of their own: so much of what it wrote before is read as well. */
    public static final Duration CLOCKS_DIFFER = Duration.ofMinutes(10);

    private CanaryRevision() {}

    /** @param live the revision that runs */
    public static Revision of(
            PipelineId pipeline, Revision target, Revision live, Candidate candidate, CanaryResources resources) {
        Candidate.Cut cut = candidate.cut().orElseThrow();
        Comparison comparison = new Comparison(
                cut.liveJob(),
                live.definition(),
                candidate.startedAt().minus(CLOCKS_DIFFER).toEpochMilli(),
                CanaryTopics.differences(pipeline),
                Set.copyOf(candidate.columns().ignore()),
                candidate.columns().allowedBySink(),
                SAMPLES,
                candidate.columns().keysPercent());
        return new Revision(
                target.name(),
                target.specHash(),
                target.cluster(),
                target.definition(),
                target.run().candidate(comparison),
                besideTheLiveOne(resources.insteadOf(target.flink()), target),
                List.copyOf(CanaryTopics.of(pipeline, target).values()),
                target.schemas());
    }

    // Two jobs must not write into one folder: what one of them throws away may be the other's.
    private static FlinkSettings besideTheLiveOne(FlinkSettings flink, Revision target) {
        return flink.withStateFolder(flink.stateFolder() + "/canary/" + target.name());
    }
}
