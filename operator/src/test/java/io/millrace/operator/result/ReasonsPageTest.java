package io.millrace.operator.result;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.status.ConditionType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page for users has what the status can have, and nothing else. */
class ReasonsPageTest {

    private static final Path PAGE = Path.of("../docs/conditions.md");
    private static final Pattern WORD = Pattern.compile("`([A-Z][A-Za-z]+)`");

    @Test
    void every_condition_and_every_reason_is_on_the_page() throws IOException {
        // given
        Set<String> words = Stream.concat(
                        Arrays.stream(ConditionType.values()).map(ConditionType::word),
                        Arrays.stream(Reason.values()).map(Reason::word))
                .collect(Collectors.toSet());
        // when
        Set<String> told = Files.readAllLines(PAGE).stream()
                .filter(line -> line.startsWith("|"))
                .map(line -> line.split("\\|", -1)[1])
                .flatMap(cell -> WORD.matcher(cell).results())
                .map((MatchResult word) -> word.group(1))
                .collect(Collectors.toSet());
        // then
        assertThat(told).isEqualTo(words);
    }
}
