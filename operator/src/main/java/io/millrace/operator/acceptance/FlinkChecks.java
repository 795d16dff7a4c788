package io.millrace.operator.acceptance;

import io.millrace.definition.PipelineDefinition.Delivery;
import io.millrace.operator.config.OperatorConfig;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.Refusal;
import io.millrace.operator.revisions.FlinkSettings;
import io.millrace.operator.topics.BrokerLimits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether what would be started can run here. */
final class FlinkChecks {

    private FlinkChecks() {}

    static List<Refusal> judge(
            FlinkSettings flink,
            Delivery delivery,
            OperatorConfig config,
            Set<String> flinkVersions,
            BrokerLimits limits) {
        List<Refusal> refusals = new ArrayList<>();
        version(flink, flinkVersions).ifPresent(refusals::add);
        if (delivery == Delivery.EXACTLY_ONCE) {
            brokersMaximum(config, limits).ifPresent(refusals::add);
            checkpointFitsTransaction(flink, config).ifPresent(refusals::add);
        }
        return refusals;
    }

    private static Optional<Refusal> version(FlinkSettings flink, Set<String> known) {
        if (known.contains(flink.flinkVersion())) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Reason.FLINK_VERSION_UNSUPPORTED,
                "",
                "the installed FlinkDeployment definition does not know Flink " + flink.flinkVersion()
                        + "; the administrator has to install a newer Flink Kubernetes operator"));
    }

    private static Optional<Refusal> brokersMaximum(OperatorConfig config, BrokerLimits limits) {
        Duration wanted = config.flink().transactionTimeout();
        if (wanted.compareTo(limits.transactionMaxTimeout()) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Reason.TRANSACTION_TIMEOUT,
                "",
                "the brokers end transactions after "
                        + limits.transactionMaxTimeout().toSeconds()
                        + " s (transaction.max.timeout.ms), the configuration asks for " + wanted.toSeconds()
                        + " s (flink.transactionTimeout); the administrator has to change one of them"));
    }

    // A transaction is open from one checkpoint to the end of the next, and on while the job is down before it can
    // commit;
    // what the brokers give up is lost.
    private static Optional<Refusal> checkpointFitsTransaction(FlinkSettings flink, OperatorConfig config) {
        FlinkSettings.Checkpoints checkpoints = flink.checkpoints();
        Duration open = Duration.ofMillis(
                checkpoints.intervalMillis() + checkpoints.minPauseMillis() + checkpoints.timeoutMillis());
        Duration allowance = config.flink().outageAllowance();
        Duration given = config.flink().transactionTimeout();
        if (open.plus(allowance).compareTo(given) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Refusal(
                Reason.TRANSACTION_TIMEOUT,
                "spec.flink.checkpoints",
                "interval, minPause and timeout add up to " + open.toSeconds() + " s, and "
                        + allowance.toSeconds() + " s are kept for an outage (flink.outageAllowance), but brokers end"
                        + " a transaction after " + given.toSeconds()
                        + " s and its output would be lost; make them "
                        + open.plus(allowance).minus(given).toSeconds() + " s shorter"));
    }
}
