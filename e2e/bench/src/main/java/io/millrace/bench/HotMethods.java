package io.millrace.bench;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordingFile;

/**
 * The methods that a recording found running, and the classes it found being allocated, in percent. Only Java code is
 * sampled: what the JVM's collector and compilers take, and the kernel, is in none of them.
 *
 * @param samples how many there were
 * @param parts whose work it was, each sample once
 * @param self where the processor was
 * @param below the same with everything that was called from there
 * @param allocated by bytes
 */
record HotMethods(long samples, List<Share> parts, List<Share> self, List<Share> below, List<Share> allocated) {

    private static final int SHOWN = 25;

    record Share(String name, double percent) {}

    static HotMethods of(Path recording) {
        Map<String, Long> parts = new HashMap<>();
        Map<String, Long> self = new HashMap<>();
        Map<String, Long> below = new HashMap<>();
        Map<String, Long> allocated = new HashMap<>();
        long samples = 0;
        try (RecordingFile file = new RecordingFile(recording)) {
            while (file.hasMoreEvents()) {
                RecordedEvent event = file.readEvent();
                String type = event.getEventType().getName();
                if (type.equals("jdk.ExecutionSample") && event.getStackTrace() != null) {
                    samples++;
                    List<RecordedFrame> frames = event.getStackTrace().getFrames();
                    parts.merge(Part.of(frames.stream().map(frame -> name(frame.getMethod()))), 1L, Long::sum);
                    count(frames, self, below);
                } else if (type.equals("jdk.ObjectAllocationSample")) {
                    allocated.merge(event.getClass("objectClass").getName(), event.getLong("weight"), Long::sum);
                }
            }
        } catch (IOException e) {
            throw new PlatformException("Cannot read " + recording, e);
        }
        long bytes = allocated.values().stream().mapToLong(Long::longValue).sum();
        return new HotMethods(
                samples,
                shares(parts, samples),
                shares(self, samples),
                shares(below, samples),
                shares(allocated, bytes));
    }

    private static void count(List<RecordedFrame> frames, Map<String, Long> self, Map<String, Long> below) {
        Set<String> stack = new HashSet<>();
        for (RecordedFrame frame : frames) {
            String name = name(frame.getMethod());
            if (stack.isEmpty()) {
                self.merge(name, 1L, Long::sum);
            }
            if (stack.add(name)) {
                below.merge(name, 1L, Long::sum);
            }
        }
    }

    private static String name(RecordedMethod method) {
        return method.getType().getName() + "." + method.getName();
    }

    private static List<Share> shares(Map<String, Long> counts, long all) {
        return counts.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .map(entry -> new Share(entry.getKey(), 100.0 * entry.getValue() / all))
                .toList();
    }

    String text() {
        return "  " + samples + " samples, by part\n" + lines(parts) + "  self\n" + lines(self)
                + "  with what is called\n" + lines(below) + "  allocated\n" + lines(allocated);
    }

    private static String lines(List<Share> shares) {
        return shares.stream()
                .map(share -> String.format(Locale.ROOT, "  %5.1f %% %s%n", share.percent(), share.name()))
                .collect(Collectors.joining());
    }
}
