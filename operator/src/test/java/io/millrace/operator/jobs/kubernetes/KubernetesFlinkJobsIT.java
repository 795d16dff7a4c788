package io.millrace.operator.jobs.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.jobs.DesiredJob;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobState;
import io.millrace.operator.jobs.Nonces;
import io.millrace.operator.jobs.rest.JobCancellation;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.revisions.RevisionName;
import io.millrace.operator.revisions.SampleRevision;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.shared.SharedPlatform;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What is written to a FlinkDeployment, under the rules that the chart ships; nobody acts on it here. */
class KubernetesFlinkJobsIT {

    private static final ControlPlaneAccess CONTROL_PLANE = SharedPlatform.get().controlPlane();
    private static final KubernetesClient CLIENT = CONTROL_PLANE.operatorClient();
    private static final String NAMESPACE = CONTROL_PLANE.freshNamespace("jobs");

    private final PipelineId pipeline = new PipelineId(
            NAMESPACE,
            "totals-" + UUID.randomUUID().toString().substring(0, 8),
            UUID.randomUUID().toString());
    private static final JobCancellation NOWHERE = new JobCancellation(new FlinkRest("http://127.0.0.1:1"));

    private final FlinkJobs jobs = new KubernetesFlinkJobs(CLIENT, NOWHERE, Clock.systemUTC());

    @AfterAll
    static void disconnect() {
        CLIENT.close();
    }

    private DesiredJob job(int ordinal, Optional<String> savepoint, Nonces nonces) {
        RevisionName name = new RevisionName(ordinal, "3fa9c1d2");
        return new DesiredJob(SampleRevision.of(pipeline, name), savepoint, nonces, false, false);
    }

    private JobState seen() {
        return jobs.look(pipeline).value().orElseThrow();
    }

    @Test
    void what_is_applied_is_asked_for_and_nobody_has_taken_it_up() {
        // given
        boolean absent = jobs.look(pipeline).isAbsent();
        // when
        jobs.apply(pipeline, job(1, Optional.empty(), Nonces.NONE));
        // then
        assertThat(absent).isTrue();
        assertThat(seen().asked()).isEqualTo(new JobState.Spec("1-3fa9c1d2", true));
        assertThat(seen().ours()).isTrue();
        assertThat(seen().caughtUp()).isFalse();
        assertThat(seen().taken()).isEmpty();
    }

    @Test
    void a_stop_and_a_start_are_one_edit_each() {
        // given
        jobs.apply(pipeline, job(1, Optional.empty(), Nonces.NONE));
        JobState.Version first = seen().version();
        // when
        jobs.suspend(pipeline, first);
        jobs.suspend(pipeline, first);
        JobState stopping = seen();
        Nonces nonces = Nonces.NONE.redeployedBy(7).restartedBy(8);
        jobs.apply(pipeline, job(2, Optional.of("file:///savepoints/one"), nonces));
        jobs.apply(pipeline, job(2, Optional.of("file:///savepoints/one"), nonces));
        // then
        assertThat(stopping.asked()).isEqualTo(new JobState.Spec("1-3fa9c1d2", false));
        assertThat(seen().asked()).isEqualTo(new JobState.Spec("2-3fa9c1d2", true));
        assertThat(seen().nonces()).isEqualTo(nonces);
        assertThat(seen().uid()).isEqualTo(first.uid());
        assertThat(generation()).isEqualTo(3);
    }

    @Test
    void a_successor_of_the_same_name_is_neither_stopped_nor_removed() {
        // given
        jobs.apply(pipeline, job(1, Optional.empty(), Nonces.NONE));
        String predecessor = UUID.randomUUID().toString();
        // when
        jobs.suspend(pipeline, new JobState.Version(predecessor, generation()));
        jobs.remove(pipeline, predecessor);
        // then
        assertThat(seen().asked().running()).isTrue();
    }

    @Test
    void what_was_started_meanwhile_is_not_stopped() {
        // given
        jobs.apply(pipeline, job(1, Optional.empty(), Nonces.NONE));
        JobState.Version late = seen().version();
        jobs.apply(pipeline, job(2, Optional.empty(), Nonces.NONE));
        // when
        jobs.suspend(pipeline, late);
        // then
        assertThat(seen().asked()).isEqualTo(new JobState.Spec("2-3fa9c1d2", true));
    }

    @Test
    void a_status_that_was_written_meanwhile_holds_up_no_stop() {
        // given
        jobs.apply(pipeline, job(1, Optional.empty(), Nonces.NONE));
        JobState.Version seen = seen().version();
        CLIENT.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(pipeline.namespace())
                .withName(pipeline.name())
                .edit(deployment -> {
                    deployment.getMetadata().setAnnotations(Map.of("seen", "by somebody"));
                    return deployment;
                });
        // when
        jobs.suspend(pipeline, seen);
        // then
        assertThat(seen().asked().running()).isFalse();
    }

    @Test
    void it_is_removed_once() {
        // given
        jobs.apply(pipeline, job(1, Optional.empty(), Nonces.NONE));
        String uid = seen().uid();
        // when
        jobs.remove(pipeline, uid);
        jobs.remove(pipeline, uid);
        // then
        assertThat(jobs.look(pipeline).isAbsent()).isTrue();
    }

    @Test
    void the_installed_definition_says_which_versions_of_flink_there_are() {
        assertThat(jobs.versions().value().orElseThrow()).contains("v2_2");
    }

    @Test
    void the_installed_definition_is_long_and_read_once_a_minute() {
        // given
        Instant now = Instant.parse("2026-01-01T12:00:00Z");
        AtomicReference<Instant> time = new AtomicReference<>(now);
        KubernetesClient client = CONTROL_PLANE.operatorClient();
        FlinkJobs read = new KubernetesFlinkJobs(client, NOWHERE, time::get);
        Set<String> first = read.versions().value().orElseThrow();
        // when
        client.close();
        time.set(now.plusSeconds(59));
        Set<String> second = read.versions().value().orElseThrow();
        time.set(now.plusSeconds(60));
        // then
        assertThat(second).isEqualTo(first);
        assertThatIllegalStateException().isThrownBy(read::versions).withMessageContaining("closed");
    }

    private long generation() {
        return CLIENT.genericKubernetesResources("flink.apache.org/v1beta1", "FlinkDeployment")
                .inNamespace(pipeline.namespace())
                .withName(pipeline.name())
                .get()
                .getMetadata()
                .getGeneration();
    }

    @Test
    void a_job_is_cancelled_when_flink_has_removed_its_config_map() throws IOException {
        // given
        HttpServer flink = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        flink.createContext("/", exchange -> {
            byte[] canceled = "{\"state\": \"CANCELED\"}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, canceled.length);
            exchange.getResponseBody().write(canceled);
            exchange.close();
        });
        flink.start();
        JobCancellation cancellation = new JobCancellation(
                new FlinkRest("http://127.0.0.1:" + flink.getAddress().getPort()));
        FlinkJobs cancelling = new KubernetesFlinkJobs(CLIENT, cancellation, Clock.systemUTC());
        ConfigMap kept = new ConfigMapBuilder()
                .withNewMetadata()
                .withNamespace(NAMESPACE)
                .withName(pipeline.deployment() + "-abc-config-map")
                .endMetadata()
                .build();
        CLIENT.resource(kept).create();
        try {
            // when, then
            assertThatThrownBy(() -> cancelling.cancel(pipeline, "abc"))
                    .hasMessageContaining("the candidate's job is not cancelled yet");
            CLIENT.resource(kept).delete();
            cancelling.cancel(pipeline, "abc");
        } finally {
            flink.stop(0);
        }
    }
}
