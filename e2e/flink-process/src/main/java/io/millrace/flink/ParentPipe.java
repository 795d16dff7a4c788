package io.millrace.flink;

import java.io.IOException;

/**
 * Ties the life of this process to its parent's: the parent holds the other end of our standard input and never writes
 * to it, so its end is the end of the parent, however that came about (SIGKILL included).
 */
final class ParentPipe {

    static final int EXIT_CODE = 79;

    private ParentPipe() {}

    static void exitWhenTheParentIsGone() {
        Thread watcher = new Thread(ParentPipe::awaitEnd, "parent-pipe");
        watcher.setDaemon(true);
        watcher.start();
    }

    private static void awaitEnd() {
        try {
            while (System.in.read() >= 0) {
                // Nothing is ever sent; only the end counts.
            }
        } catch (IOException brokenPipe) {
            System.err.println("The pipe from the parent process broke: " + brokenPipe);
        }
        // Without shutdown hooks: they may wait for peers that are gone as well.
        Runtime.getRuntime().halt(EXIT_CODE);
    }
}
