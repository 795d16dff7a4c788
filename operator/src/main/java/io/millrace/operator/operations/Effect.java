package io.millrace.operator.operations;

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

        void change(JobChange change);

        void store(Revision revision);

        void remove(RevisionName revision);

        void change(SavepointChange change);

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

    record ChangeJob(JobChange change) implements Effect {
        @Override
        public void applyTo(World world) {
            world.change(change);
        }
    }

    record StoreRevision(Revision revision) implements Effect {
        @Override
        public void applyTo(World world) {
            world.store(revision);
        }
    }

    record ChangeSavepoint(SavepointChange change) implements Effect {
        @Override
        public void applyTo(World world) {
            world.change(change);
        }
    }

    record FenceTransactions(String cluster, Set<String> ids) implements Effect {
        @Override
        public void applyTo(World world) {
            world.fence(cluster, ids);
        }
    }

    record RemoveRevision(RevisionName name) implements Effect {
        @Override
        public void applyTo(World world) {
            world.remove(name);
        }
    }

    record RemoveRevisions() implements Effect {
        @Override
        public void applyTo(World world) {
            world.removeRevisions();
        }
    }
}
