package io.millrace.operator.faults;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.pipeline.Statuses;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.transactions.Transactions;
import java.net.HttpURLConnection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the operator hears instead of an answer, as the adapters of each system put it. */
final class Replies {

    private static final Map<Class<?>, Reason> OUTSIDE = Map.of(
            Topics.class, Reason.KAFKA_UNREACHABLE,
            Transactions.class, Reason.KAFKA_UNREACHABLE,
            Subjects.class, Reason.REGISTRY_UNREACHABLE,
            JobMonitor.class, Reason.FLINK_UNREACHABLE);

    private Replies() {}

    /** Their adapters make one thing of all that goes wrong. */
    static boolean isOutsideKubernetes(Call call) {
        return OUTSIDE.containsKey(call.port());
    }

    /** @param answer that would have been given, if there is one: it tells what was asked for */
    static Object instead(Fault fault, Call call, @Nullable Object answer) {
        Optional<Reason> system = Optional.ofNullable(OUTSIDE.get(call.port()));
        if (system.isPresent()) {
            return fromOutside(system.get(), fault, call, answer);
        }
        boolean conflict = fault.code() == HttpURLConnection.HTTP_CONFLICT;
        if (call.port() == Statuses.class && call.write() && conflict) {
            return false;
        }
        KubernetesClientException error = new KubernetesClientException("the API server: " + fault, fault.code(), null);
        boolean refused = fault.code() >= 400 && fault.code() < 500 && !conflict && fault != Fault.THROTTLED;
        boolean translated = call.write() && call.port() != Statuses.class && call.port() != Finalizer.class;
        if (refused && translated) {
            throw SystemException.refused(Reason.KUBERNETES_REFUSED, "the API server: " + fault, error);
        }
        throw error;
    }

    private static Object fromOutside(Reason system, Fault fault, Call call, @Nullable Object answer) {
        String message = "the system says: " + fault;
        if (call.write()) {
            throw SystemException.away(system, message, new IllegalStateException(call.name()));
        }
        Observed<?> nobody = Observed.unreachable(new Outage(system, message));
        if (answer instanceof Map<?, ?> byQuestion) {
            Map<Object, Object> silent = new LinkedHashMap<>();
            byQuestion.keySet().forEach(question -> silent.put(question, nobody));
            return silent;
        }
        if (answer instanceof Optional) {
            return Optional.empty();
        }
        return nobody;
    }
}
