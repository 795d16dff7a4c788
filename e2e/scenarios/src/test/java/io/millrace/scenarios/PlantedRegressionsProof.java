package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.clickstream.Clickstream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes as people make them, planted in one revision after the other beside the same live job, and found. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(OrderAnnotation.class)
class PlantedRegressionsProof {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int WINDOWS = 3;
    // In the status, of those in the topic.
    private static final int SHOWN = 5;
    private static final Duration LONGER = Duration.ofMinutes(11);
    private static final String COUNT = "[\"event_count\"]";
    private static final String COUNT_AND_PRICE = "[\"event_count\",\"total_price\"]";
    private static final String COUNT_PRICE_AND_END = "[\"event_count\",\"total_price\",\"window_end\"]";
    private static final String ROUNDED = "SUM(CAST(ROUND(price, 1) AS DECIMAL(10, 2)))";

    private final ShopAtWork work = ShopAtWork.open("regressions", 1);
    private final String spec = work.resource().stripTrailing()
            + """

              rollout:
                strategy: Canary
                compare: {minRecords: 12}
            """;

    /**
     * @param kind of the samples that show it; what was open when the candidate began may show otherwise
     * @param shown in every sample, with the event time from which on the candidate is warm
     */
    private record Mistake(String name, String right, String wrong, String kind, BiConsumer<JsonNode, Instant> shown) {
        @Override
        public String toString() {
            return name;
        }
    }

    static List<Mistake> mistakes() {
        return List.of(
                new Mistake(
                        "a window off by one",
                        "tumbling: 10m",
                        "tumbling: 11m",
                        "EXTRA",
                        PlantedRegressionsProof::isOfALongerWindow),
                new Mistake(
                        "a dropped key",
                        "'remove_from_cart', 'purchase')",
                        "'remove_from_cart')",
                        "MISSING",
                        PlantedRegressionsProof::isOfPurchases),
                new Mistake("a rounding change", "SUM(price)", ROUNDED, "DIFFERENT", (sample, warm) -> assertThat(
                                columns(sample))
                        .isEqualTo("[\"total_price\"]")),
                // Two of a thousand have no user; those with an even product come through.
                new Mistake(
                        "a filter that lets one of a thousand more through",
                        "user_id IS NOT NULL AND user_id > 0",
                        "user_id > 0 OR (user_id IS NULL AND product_id % 2 = 0)",
                        "DIFFERENT",
                        PlantedRegressionsProof::hasMore));
    }

    // The live job's windows are as long as they were, and those of the candidate that were open when it began.
    private static void isOfALongerWindow(JsonNode sample, Instant warm) {
        switch (kind(sample)) {
            // A longer one may begin where one was open: then either of the two is left over.
            case "EXTRA" ->
                assertThat(length(sample.get("candidate")))
                        .isIn(LONGER, windowStart(sample).isBefore(warm) ? Clickstream.WINDOW : LONGER);
            case "MISSING" -> assertThat(length(sample.get("live"))).isEqualTo(Clickstream.WINDOW);
            default -> {
                if (windowStart(sample).isBefore(warm)) {
                    assertThat(columns(sample)).isIn(COUNT, COUNT_AND_PRICE, COUNT_PRICE_AND_END);
                } else {
                    assertThat(columns(sample)).contains("\"window_end\"");
                    assertThat(length(sample.get("candidate"))).isEqualTo(LONGER);
                }
            }
        }
    }

    private static void isOfPurchases(JsonNode sample, Instant warm) {
        assertThat(sample.at("/live/event_type").asText()).isEqualTo("purchase");
        if (kind(sample).equals("DIFFERENT")) {
            assertThat(windowStart(sample)).isBefore(warm);
            assertThat(columns(sample)).isIn(COUNT, COUNT_AND_PRICE);
        } else {
            assertThat(kind(sample)).isEqualTo("MISSING");
        }
    }

    private static void hasMore(JsonNode sample, Instant warm) {
        assertThat(columns(sample)).isIn(COUNT, COUNT_AND_PRICE);
        assertThat(sample.at("/candidate/event_count").asLong())
                .isGreaterThan(sample.at("/live/event_count").asLong());
    }

    private static String kind(JsonNode sample) {
        return sample.get("kind").asText();
    }

    /** That differ, as the sample has them. */
    private static String columns(JsonNode sample) {
        return sample.path("columns").toString();
    }

    /** Where both records stand, and in which columns they differ. */
    private static List<String> places(Iterable<JsonNode> samples) {
        List<String> places = new ArrayList<>();
        samples.forEach(
                sample -> places.add(sample.path("liveAt") + " " + sample.path("candidateAt") + " " + columns(sample)));
        return places;
    }

    private static Duration length(JsonNode row) {
        return Duration.between(
                Instant.parse(row.get("window_start").asText()),
                Instant.parse(row.get("window_end").asText()));
    }

    private static Instant windowStart(JsonNode sample) {
        JsonNode row = sample.has("live") ? sample.get("live") : sample.get("candidate");
        return Instant.parse(row.path("window_start").asText());
    }

    @BeforeAll
    void start() {
        work.kubectl.apply(spec);
        work.runs(1);
    }

    @AfterAll
    void end() {
        work.closesWithExactBooks(0);
        assertThat(work.jobs.jobs()).as("live jobs that ran").hasSize(1);
        work.delete();
        work.close();
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    @Order(1)
    void is_found_within_three_windows_and_shown(Mistake mistake) {
        // given
        String live = work.pipeline.revision();

        // when
        Instant warm = comparing(spec.replace(mistake.right(), mistake.wrong()));

        // then
        work.eventually(() -> assertThat(verdict()).as("%s", status()).isEqualTo("Failed"));
        work.eventually(() ->
                assertThat(samples()).extracting(PlantedRegressionsProof::kind).contains(mistake.kind()));
        List<JsonNode> samples = samples();
        assertThat(samples).allSatisfy(sample -> mistake.shown().accept(sample, warm));
        work.eventually(() -> assertThat(places(work.pipeline.status("/rollout/samples")))
                .isEqualTo(places(samples()).stream().limit(SHOWN).toList()));
        assertThat(firstWindow(samples)).isBeforeOrEqualTo(warm.plus(Clickstream.WINDOW.multipliedBy(WINDOWS)));
        work.kubectl.apply(spec);
        work.eventually(() -> assertThat(stage()).isEqualTo("Ended"));
        assertThat(work.pipeline.revision()).isEqualTo(live);
    }

    @Test
    @Order(2)
    void what_is_meant_passes_when_it_is_allowed() {
        // when
        comparing(spec.replace("SUM(price)", ROUNDED)
                .replace("{minRecords: 12}", "{minRecords: 12, allow: [{sink: summary, columns: [total_price]}]}"));

        // then
        work.eventually(() -> assertThat(verdict()).as("%s", status()).isEqualTo("Passed"));
        assertThat(work.differences()).isEmpty();
        work.kubectl.apply(spec);
        work.eventually(() -> assertThat(stage()).isEqualTo("Ended"));
    }

    /** When the candidate is warm: the event time of what comes from now on. */
    private Instant comparing(String edited) {
        assertThat(edited).as("the edit").isNotEqualTo(spec);
        String before = candidate();
        work.kubectl.apply(edited);
        work.eventually(() -> assertThat(candidate()).isNotEqualTo(before));
        work.eventually(() -> assertThat(stage()).as("%s", status()).isEqualTo("Comparing"));
        return work.visitors.now();
    }

    private List<JsonNode> samples() {
        return work.differences().stream().map(PlantedRegressionsProof::parse).toList();
    }

    private static Instant firstWindow(List<JsonNode> samples) {
        return samples.stream()
                .map(PlantedRegressionsProof::windowStart)
                .min(Instant::compareTo)
                .orElseThrow();
    }

    private static JsonNode parse(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String candidate() {
        return work.pipeline.status("/rollout/candidate").asText();
    }

    private String stage() {
        return work.pipeline.status("/rollout/stage").asText();
    }

    private String verdict() {
        return work.pipeline.status("/rollout/verdict").asText();
    }

    private JsonNode status() {
        return work.pipeline.status("");
    }
}
