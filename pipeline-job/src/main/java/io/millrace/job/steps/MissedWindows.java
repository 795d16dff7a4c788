package io.millrace.job.steps;

import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.formats.JsonEncoder;
import io.millrace.job.logic.KeyedInput;
import io.millrace.job.records.Header;
import io.millrace.job.records.LateHeaders;
import io.millrace.job.records.Row;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Says of a late record which results it would have been in: those of its key, in the windows of its time. */
final class MissedWindows {

    // As sinks write a TIMESTAMP.
    private static final DateTimeFormatter START =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final int LONGEST_HEADER = 1024;

    private final Window window;
    private final JsonEncoder keys;
    private final int[] key;

    MissedWindows(Window window) {
        this.window = window;
        this.keys = new JsonEncoder(window.keyColumns());
        this.key =
                KeyedInput.of(window).key().stream().mapToInt(Integer::intValue).toArray();
    }

    /** None where they cannot be told, or would be too long. */
    List<Header> headers(Row row, long timestamp) {
        byte[] json = Payloads.json(keys, row.select(key));
        String starts = String.join(",", starts(timestamp));
        if (json == null || json.length > LONGEST_HEADER || starts.length() > LONGEST_HEADER) {
            return List.of();
        }
        return List.of(
                Header.text(LateHeaders.KEY, new String(json, StandardCharsets.UTF_8)),
                Header.text(LateHeaders.WINDOWS, starts));
    }

    private List<String> starts(long timestamp) {
        List<String> starts = new ArrayList<>();
        long last = timestamp - Math.floorMod(timestamp, window.slideMillis());
        for (long start = last; start > timestamp - window.sizeMillis(); start -= window.slideMillis()) {
            starts.add(START.format(Instant.ofEpochMilli(start)));
        }
        return starts;
    }
}
