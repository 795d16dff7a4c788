package io.millrace.platform.quickstart;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/** Runs stages, one after the other or side by side, and shows their progress. */
final class Stages {

    private final Progress progress;

    Stages(Progress progress) {
        this.progress = progress;
    }

    record Stage(String name, Runnable work) {}

    static Stage stage(String name, Runnable work) {
        return new Stage(name, work);
    }

    <T> T run(String name, Supplier<T> work) {
        progress.begins(name);
        boolean well = false;
        try {
            T result = work.get();
            well = true;
            return result;
        } finally {
            progress.ends(name, well);
        }
    }

    void run(Stage stage) {
        run(stage.name(), () -> {
            stage.work().run();
            return stage;
        });
    }

    /** Ends when all have ended; the first failure is the one that counts. */
    void sideBySide(Stage... stages) {
        List<CompletableFuture<Void>> started = Arrays.stream(stages)
                .map(stage ->
                        CompletableFuture.runAsync(() -> run(stage), task -> new Thread(task, stage.name()).start()))
                .toList();
        try {
            started.forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
