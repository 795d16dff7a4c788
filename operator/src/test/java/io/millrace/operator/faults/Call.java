package io.millrace.operator.faults;

import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.Revision;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.topics.WantedTopic;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * One call of the operator to something outside.
 *
 * @param number counted from the moment that the trap was set
 * @param write whether it changes anything; what only looks says so by what it returns
 */
public record Call(int number, Class<?> port, String verb, List<Object> arguments, boolean write) {

    static Call of(int number, Class<?> port, Method method, Object[] arguments) {
        Class<?> answer = method.getReturnType();
        boolean looks =
                List.of(Map.class, List.class, Set.class, Observed.class).contains(answer);
        boolean asks = method.getName().startsWith("is") || port == JobMonitor.class;
        return new Call(number, port, method.getName(), Arrays.asList(arguments), !looks && !asks);
    }

    boolean is(Class<?> otherPort, String otherVerb) {
        return port == otherPort && verb.equals(otherVerb);
    }

    <T> T argument(Class<T> type) {
        return arguments.stream()
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new AssertionError(this + " has no " + type.getSimpleName()));
    }

    /** What it does to what; the same words in each run. */
    public String name() {
        String about = arguments.stream()
                .map(Call::shortly)
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
        return (port.getSimpleName() + "." + verb + " " + about).strip();
    }

    private static String shortly(Object argument) {
        if (argument instanceof WantedTopic topic) {
            return topic.name();
        }
        if (argument instanceof Revision revision) {
            return revision.name().toString();
        }
        if (argument instanceof DesiredJob job) {
            return job.revision().name().toString();
        }
        if (argument instanceof RevisionName name) {
            return name.toString();
        }
        if (argument instanceof PipelineId) {
            return "";
        }
        // Not uids, schemas and whole resources: they are long, or differ from run to run.
        String text = String.valueOf(argument);
        return text.matches("[a-z][a-zA-Z.-]{0,40}|[0-9]{1,4}") ? text : "";
    }
}
