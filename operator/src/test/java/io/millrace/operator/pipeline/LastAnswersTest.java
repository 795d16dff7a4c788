package io.millrace.operator.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import io.millrace.operator.result.Reason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LastAnswersTest {

    private static final Instant START = Instant.parse("2026-01-01T12:00:00.250Z");
    private static final Observed<Integer> ONE = Observed.found(1);
    private static final Observed<Integer> TWO = Observed.found(2);
    private static final Observed<Integer> NONE = Observed.absent();

    private static Observed<Integer> away(String words) {
        return Observed.unreachable(new Outage(Reason.KAFKA_UNREACHABLE, words));
    }

    /** What a look that began so many seconds after the start was answered with, and what is to be made of it. */
    record Look(int second, Observed<Integer> answer, Observed<Integer> told) {}

    record Case(String name, Optional<Instant> inStatus, List<Look> looks) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Case row(String name, Look... looks) {
        return new Case(name, Optional.empty(), List.of(looks));
    }

    static Stream<Case> cases() {
        return Stream.of(
                row("answers are passed on", new Look(0, ONE, ONE), new Look(5, TWO, TWO), new Look(10, NONE, NONE)),
                row(
                        "one look without an answer is no news",
                        new Look(0, ONE, ONE),
                        new Look(5, away("timeout"), ONE),
                        new Look(10, TWO, TWO),
                        new Look(15, away("timeout"), TWO)),
                row(
                        "that something is absent is an answer too",
                        new Look(0, NONE, NONE),
                        new Look(5, away("timeout"), NONE)),
                row(
                        "what lasts is an outage since its first look, in the words of that look",
                        new Look(0, ONE, ONE),
                        new Look(5, away("timeout"), ONE),
                        new Look(10, away("refused"), ONE),
                        new Look(15, away("refused"), away("timeout, since 2026-01-01T12:00:05Z")),
                        new Look(20, away("timeout"), away("timeout, since 2026-01-01T12:00:05Z")),
                        new Look(25, TWO, TWO),
                        new Look(30, away("refused"), TWO),
                        new Look(40, away("refused"), away("refused, since 2026-01-01T12:00:30Z"))),
                row(
                        "who has never answered is away at once",
                        new Look(0, away("timeout"), away("timeout, since 2026-01-01T12:00:00Z"))),
                new Case(
                        "an operator that follows another goes on from what the status says",
                        Optional.of(Instant.parse("2026-01-01T11:40:00Z")),
                        List.of(new Look(0, away("timeout"), away("timeout, since 2026-01-01T11:40:00Z")))));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void says(Case given) {
        // given
        LastAnswers<String, Integer> answers = new LastAnswers<>();
        // when
        List<Observed<Integer>> told = given.looks().stream()
                .map(look -> answers.after("question", look.answer(), at(look), at(look), given.inStatus()))
                .toList();
        // then
        assertThat(told).isEqualTo(given.looks().stream().map(Look::told).toList());
    }

    private static Instant at(Look look) {
        return START.plusSeconds(look.second());
    }
}
