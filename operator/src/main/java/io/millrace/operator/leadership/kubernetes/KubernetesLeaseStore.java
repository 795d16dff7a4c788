package io.millrace.operator.leadership.kubernetes;

import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.millrace.operator.leadership.Lease;
import io.millrace.operator.leadership.LeaseStore;
import io.millrace.operator.leadership.LeaseUnreachableException;
import io.millrace.operator.leadership.Terms;
import java.net.HttpURLConnection;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Optional;

/** A Lease of the coordination API, as other operators keep theirs: {@code kubectl get lease} shows who leads. */
public final class KubernetesLeaseStore implements LeaseStore {

    private final KubernetesClient client;
    private final String namespace;
    private final String name;

    /** @param client one that gives up soon and tries nothing again: an answer that comes late is worth nothing */
    public KubernetesLeaseStore(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
    }

    @Override
    public Optional<Lease> read() throws LeaseUnreachableException {
        try {
            return Optional.ofNullable(resource().get()).map(KubernetesLeaseStore::translate);
        } catch (KubernetesClientException e) {
            throw new LeaseUnreachableException(sentence(e), e);
        }
    }

    @Override
    public boolean write(Lease lease) throws LeaseUnreachableException {
        try {
            var stored = client.resource(translate(lease));
            if (lease.version().isPresent()) {
                stored.update();
            } else {
                stored.create();
            }
            return true;
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_CONFLICT) {
                return false;
            }
            throw new LeaseUnreachableException(sentence(e), e);
        }
    }

    private Resource<io.fabric8.kubernetes.api.model.coordination.v1.Lease> resource() {
        return client.leases().inNamespace(namespace).withName(name);
    }

    private io.fabric8.kubernetes.api.model.coordination.v1.Lease translate(Lease lease) {
        return new LeaseBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(name)
                .withResourceVersion(lease.version().orElse(null))
                .endMetadata()
                .withNewSpec()
                .withHolderIdentity(lease.holder().orElse(""))
                .withLeaseDurationSeconds((int) Terms.USUAL.duration().toSeconds())
                .withAcquireTime(lease.acquired().atZone(ZoneOffset.UTC))
                .withRenewTime(lease.renewed().atZone(ZoneOffset.UTC))
                .withLeaseTransitions(lease.transitions())
                .endSpec()
                .build();
    }

    private static Lease translate(io.fabric8.kubernetes.api.model.coordination.v1.Lease stored) {
        var spec = stored.getSpec();
        return new Lease(
                Optional.ofNullable(spec.getHolderIdentity()).filter(holder -> !holder.isEmpty()),
                instant(spec.getAcquireTime()),
                instant(spec.getRenewTime()),
                Optional.ofNullable(spec.getLeaseTransitions()).orElse(0),
                Optional.of(stored.getMetadata().getResourceVersion()));
    }

    private static Instant instant(ZonedDateTime time) {
        return time == null ? Instant.EPOCH : time.toInstant();
    }

    private static String sentence(KubernetesClientException e) {
        return String.valueOf(e.getMessage());
    }
}
