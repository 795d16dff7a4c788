package io.millrace.bench;

import java.time.Duration;

/** The processor time of a process, with all of its threads: compilers and collectors included. */
final class ProcessCpu {

    private ProcessCpu() {}

    static Duration of(long processId) {
        return ProcessHandle.of(processId)
                .flatMap(process -> process.info().totalCpuDuration())
                .orElseThrow(() -> new IllegalStateException("process " + processId + " has no processor time"));
    }
}
