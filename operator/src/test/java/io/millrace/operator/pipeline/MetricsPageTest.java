package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.StepDefinition;
import io.millrace.definition.StepDefinition.Deduplicate;
import io.millrace.definition.StepDefinition.Filter;
import io.millrace.definition.StepDefinition.Validate;
import io.millrace.definition.ledger.Books;
import io.millrace.operator.leadership.Unopposed;
import io.millrace.operator.ledger.Audit;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.metrics.LeaderMetric;
import io.millrace.operator.metrics.PipelineMetrics;
import io.millrace.operator.pipeline.Audience.Sight;
import io.millrace.operator.result.Observed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page that Prometheus reads, and the table that says what is on it. */
class MetricsPageTest {

    private static final Path TABLE = Path.of("../docs/metrics.md");
    private static final Pattern ROW =
            Pattern.compile("^\\| `(millrace_\\w+)` \\| (\\w+) \\|([^|]*)\\|", Pattern.MULTILINE);
    private static final Pattern TYPE = Pattern.compile("^# TYPE (millrace_\\w+) (\\w+)$", Pattern.MULTILINE);
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"");

    private static final String OLDEST = "millrace_oldest_open_transaction_timestamp_seconds";

    private final World world = new World();
    private final PipelineMetrics metrics = new PipelineMetrics();
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    @BeforeEach
    void run() {
        LeaderMetric.register(new Unopposed(), registry);
        registry.getPrometheusRegistry().register(metrics);
        world.settle();
        world.topics.setLag("millrace.shop.totals", 123_456);
        commits(7, TotalsBooks.balanced(1_234));
        world.settle();
    }

    private void commits(long checkpoint, Books books) {
        String current = world.api.status().revision().current();
        world.ledgers.write("ledger.shop.totals", Rows.row(current, checkpoint, books));
    }

    private String page() {
        metrics.seen(List.of(new Sight(world.api.read(), world.polled())));
        return registry.scrape();
    }

    private static List<String> lines(String page, String metric) {
        return page.lines().filter(line -> line.startsWith(metric + "{")).toList();
    }

    @Test
    void everything_on_the_page_is_in_the_table_and_the_other_way_round() throws IOException {
        // given
        Map<String, String> documented = new TreeMap<>();
        for (MatchResult row : ROW.matcher(Files.readString(TABLE)).results().toList()) {
            String labels = Arrays.stream(row.group(3).replace("`", "").split(",", -1))
                    .map(String::strip)
                    .filter(label -> !label.isEmpty())
                    .sorted()
                    .collect(Collectors.joining(" "));
            documented.put(row.group(1), row.group(2) + " " + labels);
        }
        // when
        metrics.seen(List.of(new Sight(world.api.read(), withEveryKindOfStep(world.polled()))));
        String page = registry.scrape();
        // then
        Map<String, String> shown = new TreeMap<>();
        for (MatchResult type : TYPE.matcher(page).results().toList()) {
            String sample = lines(page, type.group(1)).stream().findFirst().orElse("");
            String labels = LABEL.matcher(sample)
                    .results()
                    .map(label -> label.group(1))
                    .filter(label -> !label.equals("namespace") && !label.equals("pipeline"))
                    .sorted()
                    .collect(Collectors.joining(" "));
            shown.put(type.group(1), type.group(2) + " " + labels);
        }
        assertThat(shown).as("%s and the page", TABLE).isEqualTo(documented);
    }

    private static PolledFacts withEveryKindOfStep(PolledFacts seen) {
        Audit audit = seen.ledger().value().orElseThrow();
        PipelineDefinition definition = audit.definition();
        Validate known = (Validate) definition.steps().get(0);
        List<StepDefinition> steps = new ArrayList<>(definition.steps());
        steps.add(new Filter(
                "some", "filter:some@1", List.of(), known.rules().get(0).condition(), known.output()));
        steps.add(new Deduplicate("once", "deduplicate:once@1", List.of(), List.of(0), 1, known.output()));
        PipelineDefinition wider = new PipelineDefinition(
                definition.formatVersion(),
                definition.sources(),
                steps,
                definition.sinks(),
                definition.deadLetter(),
                definition.lateTopic(),
                definition.ledgerTopic(),
                definition.delivery());
        return new PolledFacts(
                seen.figures(),
                seen.lastRestart(),
                seen.lag(),
                seen.lagIsGrowing(),
                seen.topics(),
                seen.registry(),
                Observed.found(Audit.of(wider, audit.reading())),
                seen.booksAreKnown(),
                Observed.found(Instant.parse("2026-01-01T11:59:00Z")),
                seen.canary());
    }

    @Test
    void the_books_are_on_it_exactly() {
        // when
        String page = page();
        // then
        String who = "namespace=\"shop\",pipeline=\"totals\"";
        assertThat(page.lines())
                .contains(
                        "millrace_records_consumed_total{" + who + ",source=\"events\"} 123400.0",
                        "millrace_records_delivered_total{" + who + ",sink=\"totals\"} 1234.0",
                        "millrace_dead_letters_total{code=\"DECODE\"," + who + ",place=\"events\"} 1234.0",
                        "millrace_dead_letters_total{code=\"VALIDATION\"," + who + ",place=\"known\"} 2468.0",
                        "millrace_records_late_total{" + who + ",step=\"per-kind\"} 3702.0",
                        "millrace_records_held{" + who + ",step=\"per-kind\"} 4936.0",
                        "millrace_ledger_balanced{" + who + "} 1.0",
                        "millrace_lag_records{" + who + "} 123456.0",
                        "millrace_job_running{" + who + "} 1.0",
                        "millrace_pipeline_phase{" + who.replace(",", ",phase=\"Running\",") + "} 1.0");
    }

    @Test
    void the_oldest_open_transaction_is_on_it_and_none_where_none_is_open() {
        // given
        world.transactions.leaveOpen(world.id().transactionalIdPrefix() + "7", Instant.parse("2026-01-01T11:58:00Z"));
        world.transactions.leaveOpen(world.id().transactionalIdPrefix() + "8", Instant.parse("2026-01-01T11:57:30Z"));
        world.transactions.leaveOpen("somebody-else", Instant.parse("2026-01-01T11:00:00Z"));
        // when
        String page = polledPage();
        world.transactions.fence(
                Set.of(world.id().transactionalIdPrefix() + "7", world.id().transactionalIdPrefix() + "8"));
        String later = polledPage();
        // then
        double seconds = Instant.parse("2026-01-01T11:57:30Z").getEpochSecond();
        assertThat(lines(page, OLDEST)).singleElement().satisfies(line -> assertThat(value(line))
                .isEqualTo(seconds));
        assertThat(lines(later, OLDEST)).isEmpty();
    }

    /** As the regular look finds things. */
    private String polledPage() {
        ExecutorService threads = Executors.newFixedThreadPool(PipelinePoll.threads(1));
        try {
            new PipelinePoll(
                            world.clusters(),
                            world.flink,
                            new Audits(world.revisions),
                            metrics,
                            threads,
                            Clock.systemUTC())
                    .look(Stream.of(world.api.read()));
            return registry.scrape();
        } finally {
            threads.shutdownNow();
        }
    }

    private static double value(String line) {
        return Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1));
    }

    @Test
    void one_lost_record_shows() {
        // given
        commits(8, TotalsBooks.oneLost(2_000));
        // when, then
        assertThat(lines(page(), "millrace_ledger_balanced"))
                .singleElement()
                .asString()
                .endsWith(" 0.0");
    }

    @Test
    void what_is_not_known_is_not_there() {
        // given
        world.ledgers.setAway(true);
        // when, then
        assertThat(lines(page(), "millrace_records_consumed_total")).isEmpty();
    }

    @Test
    void a_figure_that_cannot_be_takes_no_other_from_the_page() {
        // given
        commits(8, Books.EMPTY.minus(TotalsBooks.balanced(1)));
        // when, then
        assertThat(lines(page(), "millrace_records_consumed_total"))
                .singleElement()
                .asString()
                .endsWith(" 0.0");
    }

    @Test
    void a_pipeline_that_is_gone_is_gone_from_the_page() {
        // given
        assertThat(page()).contains("pipeline=\"totals\"");
        // when
        metrics.seen(List.of());
        // then
        assertThat(registry.scrape()).doesNotContain("pipeline=\"totals\"");
    }
}
