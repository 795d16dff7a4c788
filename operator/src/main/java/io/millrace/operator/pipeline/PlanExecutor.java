package io.millrace.operator.pipeline;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.leadership.Leadership;
import io.millrace.operator.operations.Effect;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.savepoints.SavepointChange;
import io.millrace.operator.subjects.SubjectChange;
import io.millrace.operator.topics.TopicChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Does what the plan says, in its order, up to the first failure. */
public final class PlanExecutor {

    private final Ports ports;
    private final Leadership leadership;

    public PlanExecutor(Ports ports, Leadership leadership) {
        this.ports = ports;
        this.leadership = leadership;
    }

    Outcome carryOut(PipelineId pipeline, List<Effect> effects) {
        Hands hands = new Hands(pipeline);
        int done = 0;
        try {
            for (Effect effect : effects) {
                leadership.act(() -> effect.applyTo(hands));
                done++;
            }
            return new Outcome(done, Optional.empty(), hands.refused);
        } catch (SystemException failure) {
            return new Outcome(done, Optional.of(failure), hands.refused);
        }
    }

    private final class Hands implements Effect.World {

        private final PipelineId pipeline;
        private final List<Outage> refused = new ArrayList<>();

        Hands(PipelineId pipeline) {
            this.pipeline = pipeline;
        }

        @Override
        public void change(String cluster, SubjectChange change) {
            change.applyTo(ports.clusters().subjects(cluster));
        }

        @Override
        public void change(String cluster, TopicChange change) {
            change.applyTo(ports.clusters().topics(cluster));
        }

        @Override
        public void change(Slot slot, JobChange change) {
            change.applyTo(ports.jobs(), pipeline.in(slot));
        }

        @Override
        public void store(Slot slot, Revision revision) {
            ports.revisions().store(pipeline.in(slot), revision);
        }

        @Override
        public void remove(Slot slot, RevisionName revision) {
            ports.revisions().remove(pipeline.in(slot), revision);
        }

        @Override
        public void change(SavepointChange change) {
            change.applyTo(ports.snapshots(), ports.records(), pipeline).ifPresent(refused::add);
        }

        @Override
        public void forget(String cluster, String group) {
            ports.clusters().topics(cluster).forget(group);
        }

        @Override
        public void fence(String cluster, Set<String> transactions) {
            ports.clusters().transactions(cluster).fence(transactions);
        }

        @Override
        public void removeRevisions() {
            ports.revisions().removeAll(pipeline);
        }
    }
}
