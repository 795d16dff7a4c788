package io.millrace.operator.jobs.kubernetes;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.jobs.FlinkDeploymentReader;
import io.millrace.operator.result.Observed;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;

/**
 * The Flink versions that the installed definition of FlinkDeployment takes. It is large, the same for all
 * pipelines, and changes only with an upgrade of the Flink operator.
 */
final class InstalledVersions {

    private static final String DEFINITION = "flinkdeployments.flink.apache.org";
    private static final Duration FRESH = Duration.ofMinutes(1);

    private record Read(Instant at, Set<String> versions) {}

    private final KubernetesClient client;
    private final InstantSource clock;
    private volatile Optional<Read> last = Optional.empty();

    InstalledVersions(KubernetesClient client, InstantSource clock) {
        this.client = client;
        this.clock = clock;
    }

    /** What is not there yet is asked for each time. */
    Observed<Set<String>> look() {
        Instant now = clock.instant();
        Optional<Read> known = last.filter(read -> now.isBefore(read.at().plus(FRESH)));
        if (known.isPresent()) {
            return Observed.found(known.get().versions());
        }
        var definition = client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(DEFINITION)
                .get();
        last = Optional.ofNullable(definition).map(found -> new Read(now, FlinkDeploymentReader.versions(found)));
        return last.map(read -> Observed.found(read.versions())).orElseGet(Observed::absent);
    }
}
