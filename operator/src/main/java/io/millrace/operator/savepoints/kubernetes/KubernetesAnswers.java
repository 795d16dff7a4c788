package io.millrace.operator.savepoints.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;

/** What the API server says no to. That it is away cannot be said in a status: let it fly. */
final class KubernetesAnswers {

    private KubernetesAnswers() {}

    static RuntimeException translate(String kind, KubernetesClientException e) {
        boolean refused = e.getCode() >= 400 && e.getCode() < 500 && e.getCode() != 429;
        String words = e.getStatus() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        return refused
                ? SystemException.refused(
                        Reason.KUBERNETES_REFUSED, "the API server refuses the " + kind + ": " + words, e)
                : e;
    }
}
