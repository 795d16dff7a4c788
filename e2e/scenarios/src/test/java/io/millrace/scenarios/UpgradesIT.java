package io.millrace.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.ledger.Account;
import io.millrace.platform.clickstream.Click;
import io.millrace.platform.clickstream.Fault;
import io.millrace.platform.clickstream.GrownSummary;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One pipeline is changed in one way after the other, and its visitors never stop coming. */
@BesideOthers
class UpgradesIT {

    private static final Path NEWER_SCHEMA =
            Path.of("src/test/resources/clickstream/clickstream-value-with-campaign.avsc");
    private static final List<String> PHASES =
            List.of("Accepted", "Draining", "SavepointTaken", "JobStarted", "Settled");

    private static final String ONCE =
            """
              - name: unique
                from: [valid]
                deduplicate: {key: [user_id, event_type, product_id, timestamp], within: 10m}
              - name: per-type
                from: [unique]
            """;

    @EachRound
    void no_upgrade_loses_or_repeats_a_record(int round) {
        try (ShopAtWork work = ShopAtWork.open("upgrades", round)) {
            // given
            String spec = work.resource();
            work.kubectl.apply(spec);
            work.runs(1);

            // A rule that is changed: the old one refuses what the new one takes.
            Click refused = work.visitors.does("gift", Optional.of(Fault.UNKNOWN_TYPE));
            work.eventually(() -> isDeadLetter(work.shop, refused));
            spec = spec.replace("'remove_from_cart', 'purchase')", "'remove_from_cart', 'purchase', 'gift')");
            upgrade(work, spec, 2);
            work.visitors.does("gift", Optional.empty());

            // A step that is added, with state of its own.
            spec = spec.replace("  - name: per-type\n    from: [valid]\n", ONCE);
            upgrade(work, spec, 3);
            Click once = work.visitors.does("purchase", Optional.empty());
            work.visitors.comesAgain(once);

            // A nullable column that is added, where the records come from and where the results go.
            work.visitors.areSeenWith(NEWER_SCHEMA);
            spec = spec.replace(
                            "\"scale\": 2}}\n",
                            "\"scale\": 2}},\n          {\"name\": \"named_users\", "
                                    + "\"type\": [\"null\", \"long\"], \"default\": null}\n")
                    .replace(
                            "expr: \"SUM(price)\"}\n",
                            "expr: \"SUM(price)\"}\n      - {name: named_users, expr: \"COUNT(user_id)\"}\n");
            upgrade(work, spec, 4);
            Instant grown = work.visitors.now();

            // Fewer subtasks, and more again.
            spec = spec.replace("parallelism: 2", "parallelism: 1");
            upgrade(work, spec, 5);
            spec = spec.replace("parallelism: 1", "parallelism: 2");
            upgrade(work, spec, 6);

            // then
            work.closesWithExactBooks(1);
            assertThat(work.books().place("unique").of(Account.DUPLICATE)).isEqualTo(1);
            rowsHaveGrown(work.shop, grown);
            assertThat(work.jobs.jobs()).as("the jobs that ran").hasSize(6);
            assertThat(work.jobs.mostAtOnce()).as("jobs at once").isEqualTo(1);
            work.delete();
        }
    }

    private static void upgrade(ShopAtWork work, String spec, int revision) {
        long edits = work.edits();
        int savepoints = work.savepoints();
        int events = work.kubectl.events(Shop.PIPELINE).size();
        String before = work.pipeline.revision();
        int sent = work.visitors.sent();

        work.kubectl.apply(spec);
        work.runs(revision);

        assertThat(work.visitors.sent()).as("records, as more came meanwhile").isGreaterThan(sent);
        assertThat(work.edits()).as("one edit to stop, one to start").isEqualTo(edits + 2);
        assertThat(work.savepoints()).as("one savepoint").isEqualTo(savepoints + 1);
        assertThat(work.pipeline.status("/savepoints/0/revision").asText())
                .as("the newest savepoint's revision")
                .isEqualTo(before);
        assertThat(work.pipeline.status("/revision/previous").asText()).isEqualTo(before);
        work.eventually(() -> assertThat(work.eventsOf(events, PHASES)).containsExactlyElementsOf(PHASES));
    }

    private static void isDeadLetter(Shop shop, Click click) {
        ByteBuffer value = shop.valuesOf(List.of(click)).keySet().iterator().next();
        assertThat(shop.deadLetters()).anySatisfy(letter -> assertThat(ByteBuffer.wrap(letter.value()))
                .isEqualTo(value));
    }

    /** Every record that gets that far names its user, so in windows of the new revision the columns are equal. */
    private static void rowsHaveGrown(Shop shop, Instant grown) {
        List<GrownSummary> rows = shop.outputWith("named_users");
        assertThat(rows)
                .filteredOn(row -> row.added().isEmpty())
                .as("older rows")
                .isNotEmpty();
        assertThat(rows)
                .filteredOn(row -> !row.row().windowStart().isBefore(grown))
                .as("rows of windows that began with the new column")
                .isNotEmpty()
                .allSatisfy(row -> assertThat(row.added()).hasValue(row.row().eventCount()));
    }
}
