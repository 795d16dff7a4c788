package io.millrace.operator.faults;

import io.millrace.operator.pipeline.Model;
import java.util.function.Consumer;

/** Something that happens right after the n-th write of the operator, before it hears of anything. */
record Meanwhile(int number, Runnable what) implements Faults.Witness {

    /** The same, to be set up before a run. */
    record Placed(int number, Consumer<Model> what) implements Played.Disturbance {
        @Override
        public void of(Model model, Faults faults) {
            faults.watch(new Meanwhile(number, () -> what.accept(model)));
        }
    }

    @Override
    public void before(Call call) {}

    @Override
    public void after(Call call) {
        if (call.number() == number) {
            what.run();
        }
    }
}
