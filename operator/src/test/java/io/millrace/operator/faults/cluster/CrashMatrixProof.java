package io.millrace.operator.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Flow;
import io.millrace.operator.faults.Flows;
import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every write of every flow before a real API server, with every fault; keeps its report in {@code docs/proof}. The
 * property {@code proof.flows} chooses some of them by a regular expression, and the report says which were played.
 */
class CrashMatrixProof {

    private static final Path REPORTS = Path.of("../docs/proof");

    private final List<Fault> faults =
            Stream.of(Fault.CRASHES, Fault.REFUSALS).flatMap(List::stream).toList();

    @Test
    void wherever_the_operator_dies_every_flow_ends_the_same() throws InterruptedException, IOException {
        // given
        String chosen = System.getProperty("proof.flows", ".*");
        List<Flow> flows =
                Flows.ALL.stream().filter(flow -> flow.name().matches(chosen)).toList();
        Instant began = Clock.systemUTC().instant();
        List<CrashReport.Row> rows = new ArrayList<>();
        // when
        try (LocalPlatform platform = new LocalPlatform(
                        MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "matrix");
                KubernetesClient admin = platform.controlPlane().adminClient()) {
            ClusterMatrix matrix = new ClusterMatrix(platform.controlPlane(), admin);
            for (Flow flow : flows) {
                ClusterMatrix.Reference reference = matrix.reference(flow);
                rows.add(new CrashReport.Row(reference, matrix.withEvery(reference, faults)));
            }
        }
        CrashReport report =
                CrashReport.of(rows, faults, began, Clock.systemUTC().instant());
        report.writeTo(REPORTS);
        // then
        assertThat(rows).isNotEmpty();
        assertThat(rows).flatExtracting(row -> row.reference().wrong()).isEmpty();
        assertThat(rows)
                .flatExtracting(CrashReport.Row::outcomes)
                .filteredOn(outcome -> !outcome.isGood())
                .isEmpty();
    }
}
