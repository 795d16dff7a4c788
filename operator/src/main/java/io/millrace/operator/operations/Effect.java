package io.millrace.operator.operations;

import io.millrace.definition.RunSettings.Slot;
import io.millrace.operator.jobs.JobChange;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.savepoints.SavepointChange;
import io.millrace.operator.subjects.SubjectChange;
import io.millrace.operator.topics.TopicChange;
import java.util.Set;

/** Something that an operation does to the outside world. */
public sealed interface Effect {

    void applyTo(World world);

    /** Those who can do it. */
    interface World {
        void change(String cluster, SubjectChange change);

        void change(String cluster, TopicChange change);

        void change(Slot slot, JobChange change);

        void store(Slot slot, Revision revision);

        void remove(Slot slot, RevisionName revision);

        void change(SavepointChange change);

        void forget(String cluster, String group);

        void fence(String cluster, Set<String> transactions);

        void removeRevisions();
    }

    record ChangeSubject(String cluster, SubjectChange change) implements Effect {
        @Override
        public void applyTo(World world) {
            world.change(cluster, change);
        }
    }

    record ChangeTopic(String cluster, TopicChange change) implements Effect {
        @Override
        public void applyTo(World world) {
            world.change(cluster, change);
        }
    }

    record ChangeJob(Slot slot, JobChange change) implements Effect {
        ChangeJob(JobChange change) {
            this(Slot.PROD, change);
        }

        @Override
        public void applyTo(World world) {
            world.change(slot, change);
        }
    }

    record StoreRevision(Slot slot, Revision revision) implements Effect {
        StoreRevision(Revision revision) {
            this(Slot.PROD, revision);
        }

        @Override
        public void applyTo(World world) {
            world.store(slot, revision);
        }
    }

    record ChangeSavepoint(SavepointChange change) implements Effect {
        @Override
        public void applyTo(World world) {
            world.change(change);
        }
    }

    record ForgetGroup(String cluster, String group) implements Effect {
        @Override
        public void applyTo(World world) {
            world.forget(cluster, group);
        }
    }

    record FenceTransactions(String cluster, Set<String> ids) implements Effect {
        @Override
        public void applyTo(World world) {
            world.fence(cluster, ids);
        }
    }

    record RemoveRevision(Slot slot, RevisionName name) implements Effect {
        RemoveRevision(RevisionName name) {
            this(Slot.PROD, name);
        }

        @Override
        public void applyTo(World world) {
            world.remove(slot, name);
        }
    }

    record RemoveRevisions() implements Effect {
        @Override
        public void applyTo(World world) {
            world.removeRevisions();
        }
    }
}
