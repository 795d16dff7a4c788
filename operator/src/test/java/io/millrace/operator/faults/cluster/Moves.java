package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.Call;
import io.millrace.operator.faults.Faults;

/** Counts what is written elsewhere than in the API server. */
record Moves(Gate gate) implements Faults.Witness {

    @Override
    public void before(Call call) {}

    @Override
    public void after(Call call) {
        if (call.write()) {
            gate.moved();
        }
    }
}
