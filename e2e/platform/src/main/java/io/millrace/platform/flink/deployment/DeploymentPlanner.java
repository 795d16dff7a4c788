package io.millrace.platform.flink.deployment;

import io.millrace.platform.flink.deployment.Reconciliation.Phase;
import java.util.Optional;

/** From what is seen of one deployment to what is done next: at most one small move of its state at a time. */
public final class DeploymentPlanner {

    private DeploymentPlanner() {}

    public static Plan plan(Observation seen) {
        if (seen.deleting()) {
            return Deletion.plan(seen);
        }
        if (!seen.hasFinalizer()) {
            return Plan.of(seen.status(), new Step.AddFinalizer());
        }
        SpecReading reading = SpecReader.read(seen.specJson());
        if (reading instanceof SpecReading.Understood understood) {
            Desired desired = new Desired(seen.specJson(), understood.spec(), seen.generation());
            return seen.status()
                    .reconciliation()
                    .lastReconciled()
                    .flatMap(recorded -> Redeployment.refusal(desired, recorded))
                    .map(refusal -> refused(refusal, seen))
                    .orElseGet(() -> towards(desired, seen));
        }
        return refused(FlinkError.invalid(((SpecReading.Refused) reading).message()), seen);
    }

    private static Plan refused(FlinkError refusal, Observation seen) {
        return lastAccepted(seen.status())
                .map(desired -> towards(desired, seen))
                .orElse(Plan.of(seen.status()))
                .withError(refusal);
    }

    private static Optional<Desired> lastAccepted(DeploymentStatus status) {
        return status.reconciliation()
                .lastReconciled()
                // On the way to a job the recorded state is still "suspended", but nobody has asked for that.
                .map(recorded -> status.reconciliation().phase() == Phase.UPGRADING ? recorded.running() : recorded)
                .map(recorded ->
                        new Desired(recorded.spec(), RecordedSpecs.read(recorded), status.observedGeneration()));
    }

    private static Plan towards(Desired desired, Observation seen) {
        Reconciliation reconciliation = seen.status().reconciliation();
        Optional<RecordedSpec> recorded = reconciliation.lastReconciled();
        if (recorded.isEmpty()) {
            return firstStart(desired, seen);
        }
        if (Redeployment.isWanted(desired, recorded.get())) {
            return Redeployment.plan(desired, recorded.get(), seen);
        }
        if (reconciliation.phase() == Phase.UPGRADING) {
            return Upgrading.plan(desired, recorded.get(), seen);
        }
        return recorded.get().isRunning()
                ? Running.plan(desired, recorded.get(), seen)
                : Suspended.plan(desired, recorded.get(), seen);
    }

    private static Plan firstStart(Desired desired, Observation seen) {
        if (!desired.isRunning()) {
            return Plan.of(seen.status().withoutError());
        }
        Optional<String> from = desired.spec().job().initialSavepointPath();
        RecordedSpec target = RecordedSpec.suspended(
                desired.json(), from.isPresent() ? UpgradeMode.SAVEPOINT : UpgradeMode.STATELESS, true);
        return Plan.of(seen.status()
                .withoutError()
                .with(seen.status().job().withId(seen.freshJobId()).withUpgradeSavepointPath(from))
                .with(seen.status().reconciliation().upgradingTo(target))
                .observing(desired.generation()));
    }
}
