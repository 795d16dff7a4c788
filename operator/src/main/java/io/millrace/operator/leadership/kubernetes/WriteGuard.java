package io.millrace.operator.leadership.kubernetes;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import io.millrace.operator.leadership.Leadership;
import io.millrace.operator.leadership.NotLeadingException;

/** Lets nothing be written to the Kubernetes API by an operator that does not lead; reading is free. */
public final class WriteGuard implements Interceptor {

    public static final String NAME = "leadership";

    private final Leadership leadership;

    public WriteGuard(Leadership leadership) {
        this.leadership = leadership;
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if (!request.method().equals("GET") && !leadership.isHeld()) {
            throw new NotLeadingException();
        }
    }
}
