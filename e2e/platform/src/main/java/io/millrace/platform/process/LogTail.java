package io.millrace.platform.process;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The last lines of a log, read from its end: logs can be long. */
public final class LogTail {

    private static final int BYTES_PER_LINE = 400;

    private static final Pattern COMPLAINT = Pattern.compile("ERROR|FATAL|Caused by:|Exception:");

    private LogTail() {}

    /** The last lines of a log that tell of an error; its last lines where none does. */
    public static List<String> ofErrors(Path log, int lines) {
        List<String> errors = of(log, 2_000).stream()
                .filter(line -> COMPLAINT.matcher(line).find())
                .toList();
        return errors.isEmpty() ? of(log, lines) : errors.subList(Math.max(0, errors.size() - lines), errors.size());
    }

    public static List<String> of(Path log, int lines) {
        try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "r")) {
            long from = Math.max(0, file.length() - (long) lines * BYTES_PER_LINE);
            file.seek(from);
            byte[] end = new byte[(int) (file.length() - from)];
            file.readFully(end);
            List<String> all = new String(end, StandardCharsets.UTF_8).lines().toList();
            return all.subList(Math.max(0, all.size() - lines), all.size());
        } catch (IOException e) {
            return List.of("(no log: " + e.getMessage() + ")");
        }
    }
}
