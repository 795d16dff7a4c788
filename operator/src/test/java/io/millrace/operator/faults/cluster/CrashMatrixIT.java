package io.millrace.operator.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Flows;
import io.millrace.operator.faults.Outcome;
import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The harness itself before a real API server, with one small flow; the whole matrix is part of the proof. */
class CrashMatrixIT {

    @Test
    void a_suspension_ends_the_same_when_the_operator_dies_right_after_it_has_stopped_the_job()
            throws InterruptedException {
        // given
        try (LocalPlatform platform = new LocalPlatform(
                        MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "matrix");
                KubernetesClient admin = platform.controlPlane().adminClient()) {
            ClusterMatrix matrix = new ClusterMatrix(platform.controlPlane(), admin);
            ClusterMatrix.Reference reference = matrix.reference(Flows.SUSPEND);
            // when
            List<Outcome> outcomes = matrix.withEvery(reference.only("PATCH flinkdeployments"), Fault.KILLED_AFTER);
            // then
            assertThat(reference.wrong()).isEmpty();
            assertThat(reference.writes())
                    .extracting(Gate.Point::name)
                    .contains("PUT streamingpipelines/status", "PATCH flinkdeployments");
            assertThat(outcomes).isNotEmpty().allMatch(Outcome::met);
            assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
        }
    }
}
