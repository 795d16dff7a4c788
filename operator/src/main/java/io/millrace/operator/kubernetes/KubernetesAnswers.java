package io.millrace.operator.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.net.HttpURLConnection;

/**
 * What the API server says no to, or cannot do, for instance because a webhook does not answer. That it is away itself, or
 * that somebody was quicker, is not for a status: let it fly.
 */
public final class KubernetesAnswers {

    private static final int TOO_MANY_REQUESTS = 429;

    private KubernetesAnswers() {}

    /** @param what it was asked to write, as a sentence names it */
    public static RuntimeException translate(String what, KubernetesClientException e) {
        int code = e.getCode();
        boolean refused =
                code >= 400 && code < 500 && code != HttpURLConnection.HTTP_CONFLICT && code != TOO_MANY_REQUESTS;
        // The client makes a status of its own, without a reason, of what is not the API server's.
        boolean unable = code >= HttpURLConnection.HTTP_INTERNAL_ERROR
                && e.getStatus() != null
                && e.getStatus().getReason() != null;
        String words = e.getStatus() == null
                ? String.valueOf(e.getMessage())
                : e.getStatus().getMessage();
        if (refused) {
            return SystemException.refused(
                    Reason.KUBERNETES_REFUSED, "the API server refuses the " + what + ": " + words, e);
        }
        return unable
                ? SystemException.away(
                        Reason.KUBERNETES_REFUSED, "the API server cannot take the " + what + ": " + words, e)
                : e;
    }
}
