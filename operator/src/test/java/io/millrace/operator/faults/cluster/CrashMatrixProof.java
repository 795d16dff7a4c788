package io.millrace.operator.faults.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.operator.faults.Fault;
import io.millrace.operator.faults.Flow;
import io.millrace.operator.faults.Flows;
import io.millrace.operator.faults.Outcome;
import io.millrace.platform.Checkout;
import io.millrace.platform.home.MillraceHome;
import io.millrace.platform.local.LocalPlatform;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every write of every flow before a real API server, with every fault; keeps its report in {@code docs/proof}. The
 * properties {@code proof.flows} and {@code proof.faults} choose some of them by regular expressions, and the report says
 * which were played.
 */
class CrashMatrixProof {

    private static final Path REPORTS = Path.of(System.getProperty("proof.reports", "../docs/proof"));

    private final List<Fault> faults =
            chosen(Stream.of(Fault.CRASHES, Fault.REFUSALS).flatMap(List::stream));
    private final List<Watches> watches = chosen(Watches.DISTURBED.stream());

    private static <T> List<T> chosen(Stream<T> all) {
        String words = System.getProperty("proof.faults", ".*");
        return all.filter(one -> one.toString().matches(words)).toList();
    }

    @Test
    void wherever_the_operator_dies_every_flow_ends_the_same() throws InterruptedException, IOException {
        // given
        String chosen = System.getProperty("proof.flows", ".*");
        List<Flow> flows =
                Flows.ALL.stream().filter(flow -> flow.name().matches(chosen)).toList();
        Clock clock = Clock.systemUTC();
        CrashReport report = CrashReport.begin(
                Stream.concat(faults.stream(), watches.stream())
                        .map(Object::toString)
                        .toList(),
                clock.instant());
        List<ClusterMatrix.Reference> references = new ArrayList<>();
        List<Outcome> outcomes = new ArrayList<>();
        // when
        try (LocalPlatform platform = new LocalPlatform(
                        MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "matrix");
                KubernetesClient admin = platform.controlPlane().adminClient()) {
            ClusterMatrix matrix = new ClusterMatrix(platform.controlPlane(), admin);
            flows.forEach(flow -> references.add(matrix.reference(flow)));
            for (Fault fault : faults) {
                for (ClusterMatrix.Reference reference : references) {
                    outcomes.addAll(matrix.withEvery(reference, fault));
                    // What is there already is worth keeping when it is cut off.
                    report.with(references, outcomes, clock.instant()).writeTo(REPORTS);
                }
            }
            for (Watches disturbed : watches) {
                outcomes.addAll(matrix.with(references, disturbed));
                report.with(references, outcomes, clock.instant()).writeTo(REPORTS);
            }
        }
        // then
        assertThat(references).flatExtracting(ClusterMatrix.Reference::wrong).isEmpty();
        assertThat(outcomes).isNotEmpty();
        assertThat(outcomes).filteredOn(outcome -> !outcome.isGood()).isEmpty();
    }
}
