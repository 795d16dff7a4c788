package io.millrace.operator.jobs.rest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.millrace.operator.flink.FlinkRest;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against the answers of a JobManager's REST API, in the order in which it gives them. */
class JobCancellationTest {

    private static final PipelineId PIPELINE = new PipelineId("shop", "totals", "uid");
    private static final String NOT_FOUND = "404";

    private final Queue<String> states = new ConcurrentLinkedQueue<>();
    private final Queue<String> requests = new ConcurrentLinkedQueue<>();
    private HttpServer server;
    private JobCancellation cancellation;
    private int looksUntilForgotten;

    @BeforeEach
    void a_job_manager() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        cancellation = new JobCancellation(
                new FlinkRest("http://127.0.0.1:" + server.getAddress().getPort()));
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    // The last one stays.
    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            boolean isLook = exchange.getRequestMethod().equals("GET");
            String state = !isLook ? "" : states.size() > 1 ? states.remove() : states.element();
            byte[] answer = "{\"state\": \"%s\"}".formatted(state).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(state.equals(NOT_FOUND) ? 404 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private void cancel() {
        cancellation.cancel(PIPELINE, "abc", () -> looksUntilForgotten == 0 || --looksUntilForgotten == 0);
    }

    @Test
    void waits_until_the_job_is_over() {
        // given
        states.addAll(List.of("RUNNING", "CANCELLING", "CANCELLING", "CANCELED"));
        // when
        cancel();
        // then
        assertThat(requests)
                .containsExactly(
                        "GET /jobs/abc",
                        "PATCH /jobs/abc?mode=cancel",
                        "GET /jobs/abc",
                        "GET /jobs/abc",
                        "GET /jobs/abc");
    }

    @Test
    void asks_for_nothing_where_the_job_is_over() {
        // given
        states.add("FAILED");
        // when
        cancel();
        // then
        assertThat(requests).containsExactly("GET /jobs/abc", "GET /jobs/abc");
    }

    @Test
    void waits_until_flink_has_removed_what_it_kept_of_the_job() {
        // given
        states.add("CANCELED");
        looksUntilForgotten = 3;
        // when
        cancel();
        // then
        assertThat(looksUntilForgotten).isZero();
    }

    @Test
    void a_job_of_which_something_is_kept_is_not_over() {
        // given
        states.add("CANCELED");
        looksUntilForgotten = Integer.MAX_VALUE;
        // when, then
        assertIsNotCancelledYet("it has not cancelled the job and removed what it kept of it");
    }

    /** A JobManager that has just begun has not found its job yet. */
    @Test
    void a_job_that_is_not_known_may_still_run() {
        // given
        states.add(NOT_FOUND);
        // when, then
        assertIsNotCancelledYet("Flink's REST API does not answer");
        assertThat(requests).containsExactly("GET /jobs/abc");
    }

    @Test
    void does_not_wait_without_an_end() {
        // given
        states.addAll(List.of("RUNNING", "CANCELLING"));
        // when, then
        assertIsNotCancelledYet("Flink takes long: it has not cancelled the job");
    }

    private void assertIsNotCancelledYet(String why) {
        assertThatThrownBy(this::cancel).isInstanceOfSatisfying(SystemException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.CANARY_BLOCKED);
            assertThat(refused.isAway()).isTrue();
            assertThat(refused.sentence())
                    .startsWith("the candidate's job is not cancelled yet: ")
                    .contains(why);
        });
    }
}
