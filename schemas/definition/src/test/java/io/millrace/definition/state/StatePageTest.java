package io.millrace.definition.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table for users: a row for each verdict, that says whether the edit is refused. */
class StatePageTest {

    private static final Path PAGE = Path.of("../../docs/state.md");
    private static final Pattern ROW = Pattern.compile("^\\| `(\\w+)` \\| (goes on|is refused)", Pattern.MULTILINE);

    @Test
    void each_verdict_has_its_row() throws IOException {
        assertThat(ROW.matcher(Files.readString(PAGE)).results().map(StatePageTest::row))
                .containsExactlyElementsOf(Arrays.stream(Verdict.values())
                        .map(verdict -> verdict.word() + " " + verdict.refuses())
                        .toList());
    }

    private static String row(MatchResult row) {
        return row.group(1) + " " + row.group(2).equals("is refused");
    }
}
