package io.millrace.job.formats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.definition.DeadLetterCode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a real HTTP server that answers as it is told, and a pause that only takes note of itself. */
class HttpRegistryTest {

    private static final String SCHEMA = "{\"schema\": \"\\\"string\\\"\"}";

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> asked = new ArrayList<>();
    private final List<Long> pauses = new ArrayList<>();
    private HttpServer server;
    private HttpRegistry registry;

    private record Answer(int status, String body) {}

    @SuppressWarnings("NullAway.Init") // made before each test
    HttpRegistryTest() {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        registry = new HttpRegistry(
                "http://127.0.0.1:" + server.getAddress().getPort() + "/apis/ccompat/v7/", pauses::add);
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        asked.add(exchange.getRequestURI().getPath());
        Answer answer = answers.size() > 1 ? answers.removeFirst() : answers.getFirst();
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Test
    void a_schema_is_asked_for_by_its_id() throws Exception {
        // given
        answers.add(new Answer(200, SCHEMA));

        // when, then
        assertThat(registry.byId(12)).hasToString("\"string\"");
        assertThat(asked).containsExactly("/apis/ccompat/v7/schemas/ids/12");
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest(name = "status {0}: {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "500 | {\"error_code\": 50001}",
                "503 | starting",
                "429 | slow down",
                "401 | who are you?",
                "404 | <html>no such page</html>",
                "404 | {\"error_code\": 404, \"message\": \"HTTP 404 Not Found\"}",
                "404 | {\"status\": 404, \"title\": \"no resource for this path\"}",
                "200 | not json",
                "200 | {\"id\": 12}",
            })
    void what_is_no_answer_is_asked_again_until_there_is_one(int status, String body) throws Exception {
        // given
        answers.add(new Answer(status, body));
        answers.add(new Answer(status, body));
        answers.add(new Answer(200, SCHEMA));

        // when, then
        assertThat(registry.byId(12)).hasToString("\"string\"");
        assertThat(asked).hasSize(3);
        assertThat(pauses).containsExactly(100L, 200L);
    }

    @Test
    void the_pauses_do_not_grow_without_bound() throws Exception {
        // given
        for (int i = 0; i < 12; i++) {
            answers.add(new Answer(500, ""));
        }
        answers.add(new Answer(200, SCHEMA));

        // when
        registry.byId(12);

        // then
        assertThat(pauses).hasSize(12).endsWith(10_000L, 10_000L);
    }

    @Test
    void the_registrys_own_word_that_there_is_no_such_schema_counts() {
        // given
        answers.add(new Answer(404, "{\"error_code\": 40403, \"message\": \"Schema not found\"}"));

        // when, then
        assertThatThrownBy(() -> registry.byId(12))
                .hasMessage("the registry knows no schema 12")
                .isInstanceOfSatisfying(BadRecord.class, refusal -> assertThat(refusal.code())
                        .isEqualTo(DeadLetterCode.SCHEMA_NOT_FOUND));
        assertThat(pauses).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"schema\": \"syntax = proto3;\", \"schemaType\": \"PROTOBUF\"}",
                "{\"schema\": \"{\\\"type\\\": \\\"nonsense\\\"}\"}",
            })
    void a_schema_that_is_none_of_ours_makes_bad_records(String body) {
        // given
        answers.add(new Answer(200, body));

        // when, then
        assertThatThrownBy(() -> registry.byId(12))
                .isInstanceOfSatisfying(
                        BadRecord.class, refusal -> assertThat(refusal.code()).isEqualTo(DeadLetterCode.DECODE));
    }

    @Test
    void nobody_at_home_is_waited_for_until_the_job_is_cancelled() {
        // given
        server.stop(0);
        Thread.currentThread().interrupt();
        HttpRegistry patient = new HttpRegistry("http://127.0.0.1:1", Thread::sleep);

        // when, then
        assertThatThrownBy(() -> patient.byId(12)).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
