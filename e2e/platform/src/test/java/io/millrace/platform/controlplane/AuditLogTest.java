package io.millrace.platform.controlplane;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.controlplane.AuditLog.Request;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditLogTest {

    private static String line(String stage, String second, String verb, String object) {
        return "{\"stage\": \"" + stage + "\", \"requestReceivedTimestamp\": \"2026-01-01T12:00:" + second
                + "Z\", \"verb\": \"" + verb
                + "\", \"user\": {\"username\": \"operator\"}, \"userAgent\": \"millrace (a)\","
                + " \"objectRef\": {" + object + "}, \"responseStatus\": {\"code\": 200}}\n";
    }

    @Test
    void each_request_is_told_once_in_order_and_a_half_written_line_is_left_for_later(@TempDir Path folder)
            throws IOException {
        // given
        String status = "\"resource\": \"streamingpipelines\", \"subresource\": \"status\", \"namespace\": \"shop\","
                + " \"name\": \"orders\"";
        String watch = "\"resource\": \"streamingpipelines\"";
        Path file = Files.writeString(
                folder.resolve("audit.log"),
                line("ResponseComplete", "02.5", "update", status)
                        + line("ResponseStarted", "01", "watch", watch)
                        + line("ResponseComplete", "01", "watch", watch)
                        + "{\"stage\": \"Respon");
        // when
        var requests = new AuditLog(file).requests();
        // then
        assertThat(requests)
                .containsExactly(
                        new Request(
                                Instant.parse("2026-01-01T12:00:01Z"),
                                "operator",
                                "millrace (a)",
                                "watch",
                                "streamingpipelines",
                                "",
                                "",
                                200),
                        new Request(
                                Instant.parse("2026-01-01T12:00:02.500Z"),
                                "operator",
                                "millrace (a)",
                                "update",
                                "streamingpipelines/status",
                                "shop",
                                "orders",
                                200));
        assertThat(requests).extracting(Request::isWrite).containsExactly(false, true);
    }
}
