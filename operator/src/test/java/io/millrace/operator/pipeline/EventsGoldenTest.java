package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.ledger.Account;
import io.millrace.operator.ledger.Rows;
import io.millrace.operator.revisions.RevisionName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The end of {@code kubectl describe spl}, as a user reads it. */
class EventsGoldenTest {

    private static final Path FOLDER = Path.of("src/test/resources/io/millrace/operator/pipeline/events");

    private final World world = new World();

    @Test
    void an_upgrade() throws IOException {
        // given
        world.settle();
        // when
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        // then
        compare("upgrade.txt");
    }

    @Test
    void a_rollback() throws IOException {
        // given
        world.settle();
        world.flink.setFailing(true);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.flink.setFailing(false);
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        compare("rollback.txt");
    }

    @Test
    void a_rollback_by_which_output_is_repeated() throws IOException {
        // given
        world.settle();
        world.flink.setFailingAfterCheckpoint(true);
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
        world.flink.setFailingAfterCheckpoint(false);
        String broken = world.api.status().revision().current();
        world.ledgers.write("ledger.shop.totals", Rows.row(broken, 7, TotalsBooks.balanced(12)));
        // when
        world.pass(Duration.ofMinutes(11));
        world.settle();
        // then
        compare("rollback-repeats.txt");
    }

    @Test
    void a_candidate_that_is_promoted() throws IOException {
        // given
        begin();
        world.compared(candidate(), Map.of(Account.EQUAL, 1_000L));
        world.settle();
        // when
        world.api.edit(spec ->
                Edits.with(spec, "rollout", "{\"strategy\": \"Canary\", \"promote\": \"" + candidate() + "\"}"));
        world.settle();
        // then
        compare("canary-promoted.txt");
    }

    @Test
    void a_candidate_that_is_given_up() throws IOException {
        // given
        begin();
        world.compared(candidate(), Map.of(Account.EQUAL, 997L, Account.MISSING, 3L));
        world.settle();
        // when
        world.api.edit(
                spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Canary\", \"abort\": \"" + candidate() + "\"}"));
        world.settle();
        // then
        compare("canary-aborted.txt");
    }

    private void begin() {
        world.api.edit(spec -> Edits.with(spec, "rollout", "{\"strategy\": \"Canary\"}"));
        world.settle();
        world.api.edit(spec -> Edits.withRule(spec, "kind = 'view'"));
        world.settle();
    }

    private RevisionName candidate() {
        return RevisionName.parse(world.api.status().rollout().candidate());
    }

    private void compare(String file) throws IOException {
        String told = world.events.stream().collect(Collectors.joining("\n", "", "\n"));
        if (Boolean.getBoolean("golden.write")) {
            Files.createDirectories(FOLDER);
            Files.writeString(FOLDER.resolve(file), told);
        }
        assertThat(told)
                .as("what users read has changed; write it with: mvn test -pl operator -am -Dgolden.write=true")
                .isEqualTo(Files.readString(FOLDER.resolve(file)));
    }
}
