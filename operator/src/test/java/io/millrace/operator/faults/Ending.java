package io.millrace.operator.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.topics.TopicState;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The end of a flow as lines of text, without what differs between two runs in which nothing goes wrong. */
public final class Ending {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();
    // In a sentence, or in the name of a savepoint.
    private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z|\\d{8}t\\d{6}";
    // The size of a savepoint is told only by who is asked at the right moment.
    private static final Set<String> BY_CHANCE = Set.of("size");
    // Kafka's choice; that it is right, is checked by itself.
    private static final Set<String> GIVEN = Set.of("topicId");

    private Ending() {}

    public static List<String> of(State state) {
        List<String> lines = new ArrayList<>();
        lines.add("gone " + state.gone());
        new TreeMap<>(state.topics()).values().forEach(topic -> lines.add(line(topic)));
        new TreeMap<>(state.subjects()).forEach((subject, versions) -> lines.add(subject + " " + versions));
        new TreeSet<>(state.revisions().keySet()).forEach(revision -> lines.add("revision " + revision));
        state.jobs().values().stream().map(Ending::line).sorted().forEach(lines::add);
        state.output().open().keySet().stream()
                .sorted()
                .map(id -> "open transaction " + id)
                .forEach(lines::add);
        // Of a resource that was let go, nobody can read the status any more.
        if (!state.gone()) {
            flatten("status", JSON.convertValue(state.resource().getStatus(), JsonNode.class), lines);
        }
        return lines;
    }

    private static String line(TopicState topic) {
        return "topic %s %d×%d %s"
                .formatted(topic.name(), topic.partitions(), topic.replicas(), new TreeMap<>(topic.ownConfig()));
    }

    private static String line(JobState job) {
        return "job %s %s %s from %s"
                .formatted(
                        job.asked(),
                        job.lifecycle(),
                        job.jobState(),
                        job.savepointPath().orElse("nothing"));
    }

    private static void flatten(String path, JsonNode node, List<String> lines) {
        if (node instanceof ObjectNode object) {
            Map<String, JsonNode> fields = new TreeMap<>();
            object.properties().forEach(field -> fields.put(field.getKey(), field.getValue()));
            fields.forEach((name, value) -> flatten(path + "." + name, value, lines));
        } else if (node instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                flatten(path + "[" + i + "]", list.get(i), lines);
            }
        } else if (GIVEN.contains(path.substring(path.lastIndexOf('.') + 1))) {
            lines.add(path + (node.isNull() ? " none" : " given"));
        } else if (!BY_CHANCE.contains(path.substring(path.lastIndexOf('.') + 1))) {
            String text = Optional.of(node)
                    .filter(TextNode.class::isInstance)
                    .map(JsonNode::asText)
                    .orElse("");
            lines.add(path + " " + (text.isEmpty() ? node.toString() : text.replaceAll(TIME, "<time>")));
        }
    }

    /** Ids in the status of topics that are there and have another one. */
    public static List<String> wrongTopicIds(State state) {
        Map<String, String> ids = new TreeMap<>();
        state.topics().forEach((name, topic) -> ids.put(name, topic.id()));
        return state.stored().topics().stream()
                .filter(topic -> topic.topicId() != null)
                .filter(topic ->
                        !ids.getOrDefault(topic.name(), topic.topicId()).equals(topic.topicId()))
                .map(topic -> "the status has a wrong id of topic " + topic.name())
                .toList();
    }
}
