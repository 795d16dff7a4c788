package io.millrace.platform.flink.recorded;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was done in one recording, in its words, and how each is done on a stage. After each all comes to rest. */
final class Scenario {

    private final String name;
    private final List<Act> acts = new ArrayList<>();

    private record Act(String did, Consumer<Stage> play) {}

    private Scenario(String name) {
        this.name = name;
    }

    static Scenario named(String name) {
        return new Scenario(name);
    }

    Scenario then(String did, Consumer<Stage> play) {
        acts.add(new Act(did, play));
        return this;
    }

    Scenario deleted(String resource) {
        return then("delete " + resource, stage -> stage.delete(resource)).then("gone", stage -> {});
    }

    Trace playOn(Stage stage) {
        for (Act act : acts) {
            stage.did(act.did());
            act.play().accept(stage);
            stage.settle();
        }
        return stage.trace();
    }

    @Override
    public String toString() {
        return name;
    }
}
