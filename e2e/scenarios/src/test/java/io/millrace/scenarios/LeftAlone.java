package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.platform.controlplane.AuditLog;
import io.millrace.platform.controlplane.AuditLog.Request;
import io.millrace.platform.local.LocalPlatform;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A running job as it was, to see later that nobody has laid hands on it. */
record LeftAlone(LocalPlatform platform, Kubectl kubectl, Instant since, long operator, List<String> job) {

    // What the operator says about the job.
    private static final Set<String> WORDS = Set.of("streamingpipelines/status", "events");

    static LeftAlone from(LocalPlatform platform, Kubectl kubectl) {
        return new LeftAlone(platform, kubectl, Instant.now(), operatorProcess(platform), job(kubectl));
    }

    void isStillSo() {
        assertThat(job(kubectl)).as("uid, generation and Flink's id of the job").isEqualTo(job);
        assertThat(effects()).as("what the operator changed").isEmpty();
        hasTheSameOperator();
    }

    void hasTheSameOperator() {
        assertThat(operatorProcess(platform)).as("the operator's process").isEqualTo(operator);
    }

    /** Everything that the operator tried to change since then, but for what it says. */
    List<Request> effects() {
        return new AuditLog(platform.controlPlane().auditLog())
                .writesOfOperators(since).stream()
                        .filter(write -> !WORDS.contains(write.resource()))
                        .toList();
    }

    private static List<String> job(Kubectl kubectl) {
        JsonNode deployment = kubectl.get("flinkdeployments", Shop.PIPELINE);
        return List.of(
                deployment.at("/metadata/uid").asText(),
                deployment.at("/metadata/generation").asText(),
                deployment.at("/status/jobStatus/jobId").asText());
    }

    private static long operatorProcess(LocalPlatform platform) {
        return platform.operatorProcess().process().orElseThrow().pid();
    }
}
