package io.millrace.operator.topics;

import java.util.Map;
import java.util.Set;

/** Something to do to one topic. Doing it twice does no harm. */
public sealed interface TopicChange {

    String topic();

    void applyTo(Topics topics);

    record Create(WantedTopic wanted) implements TopicChange {
        @Override
        public String topic() {
            return wanted.name();
        }

        @Override
        public void applyTo(Topics topics) {
            topics.create(wanted);
        }
    }

    record AddPartitions(String topic, int newTotal) implements TopicChange {
        @Override
        public void applyTo(Topics topics) {
            topics.addPartitions(topic, newTotal);
        }
    }

    /** Only keys that the pipeline set are ever touched. */
    record Configure(String topic, Map<String, String> set, Set<String> reset) implements TopicChange {
        @Override
        public void applyTo(Topics topics) {
            topics.configure(topic, set, reset);
        }
    }

    /** Deletes this very topic, not a successor of the same name. */
    record Delete(String topic, String id) implements TopicChange {
        @Override
        public void applyTo(Topics topics) {
            topics.delete(topic, id);
        }
    }
}
