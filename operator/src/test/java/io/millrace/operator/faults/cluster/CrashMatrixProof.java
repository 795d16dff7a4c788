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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every write of every flow before a real API server, with every fault; keeps its report in {@code docs/proof}. The
 * properties {@code proof.flows} and {@code proof.faults} choose some of them by regular expressions; of flows that are not
 * chosen, the report keeps what it has.
 */
class CrashMatrixProof {

    private static final Path REPORTS = Path.of(System.getProperty("proof.reports", "../docs/proof"));

    private static final List<Fault> FAULTS =
            Stream.of(Fault.CRASHES, Fault.REFUSALS).flatMap(List::stream).toList();
    private static final List<String> COLUMNS = Stream.concat(FAULTS.stream(), Watches.DISTURBED.stream())
            .map(Object::toString)
            .toList();

    private final Clock clock = Clock.systemUTC();
    private final List<Fault> faults = chosen(FAULTS.stream());
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
        // Before the report itself is another one.
        String commit = presentCommit();
        CrashReport report = CrashReport.readFrom(REPORTS, COLUMNS);
        List<String> different = new ArrayList<>();
        // when
        try (LocalPlatform platform = new LocalPlatform(
                        MillraceHome.of(System.getenv()), System.getenv(), Checkout.containing(Path.of("")), "matrix");
                KubernetesClient admin = platform.controlPlane().adminClient()) {
            ClusterMatrix matrix = new ClusterMatrix(platform.controlPlane(), admin);
            for (Flow flow : flows) {
                FlowReport played = play(matrix, flow, commit);
                // What is there already is worth keeping when it is cut off.
                report = report.with(played);
                report.writeTo(REPORTS);
                different.addAll(played.differences());
            }
        }
        // then
        assertThat(flows).isNotEmpty();
        assertThat(different).isEmpty();
    }

    private FlowReport play(ClusterMatrix matrix, Flow flow, String commit) throws InterruptedException {
        Instant began = clock.instant();
        ClusterMatrix.Reference reference = matrix.reference(flow);
        assertThat(reference.wrong()).as("%s, undisturbed", flow).isEmpty();
        List<Outcome> outcomes = new ArrayList<>();
        for (Fault fault : faults) {
            outcomes.addAll(matrix.withEvery(reference, fault));
        }
        for (Watches disturbed : watches) {
            outcomes.addAll(matrix.with(List.of(reference), disturbed));
        }
        assertThat(outcomes).as("%s", flow).isNotEmpty();
        return FlowReport.of(reference, outcomes, commit, began, clock.instant());
    }

    private static String presentCommit() throws IOException {
        Process git = new ProcessBuilder("git", "describe", "--always", "--dirty", "--abbrev=12").start();
        String said = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        return said.isEmpty() ? "unknown" : said;
    }
}
