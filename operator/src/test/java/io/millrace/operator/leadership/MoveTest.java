package io.millrace.operator.leadership;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MoveTest {

    private static final Instant THEN = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant NOW = THEN.plusSeconds(4);
    private static final Duration DURATION = Duration.ofSeconds(15);
    private static final Duration LITTLE = Duration.ofMillis(14_999);

    private static Lease lease(String holder, int transitions) {
        return new Lease(
                Optional.of(holder).filter(name -> !name.isEmpty()), THEN, THEN, transitions, Optional.of("7"));
    }

    private static Move taken(int transitions) {
        return new Move.Write(new Lease(Optional.of("me"), NOW, NOW, transitions, Optional.of("7")));
    }

    record Case(String name, boolean leading, Optional<Lease> seen, Duration unchanged, Move move) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Case> cases() {
        Move renewed = new Move.Write(new Lease(Optional.of("me"), THEN, NOW, 3, Optional.of("7")));
        Move first = new Move.Write(new Lease(Optional.of("me"), NOW, NOW, 0, Optional.empty()));
        return Stream.of(
                new Case("there is no lease yet", false, Optional.empty(), Duration.ZERO, first),
                new Case("the leader's lease was deleted", true, Optional.empty(), Duration.ZERO, first),
                new Case("mine is renewed", true, Optional.of(lease("me", 3)), LITTLE, renewed),
                new Case(
                        "mine, by a write of which I did not hear",
                        false,
                        Optional.of(lease("me", 3)),
                        LITTLE,
                        renewed),
                new Case("another's is fresh", false, Optional.of(lease("you", 3)), LITTLE, new Move.StandBy("you")),
                new Case("another's has run out", false, Optional.of(lease("you", 3)), DURATION, taken(4)),
                new Case("it was given up", false, Optional.of(lease("", 3)), Duration.ZERO, taken(4)),
                new Case("another took mine", true, Optional.of(lease("you", 4)), LITTLE, new Move.Deposed("you")),
                new Case(
                        "another took mine and has run out itself",
                        true,
                        Optional.of(lease("you", 4)),
                        DURATION,
                        new Move.Deposed("you")),
                new Case(
                        "another took mine and gave it up",
                        true,
                        Optional.of(lease("", 4)),
                        LITTLE,
                        new Move.Deposed("nobody")));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void what_a_candidate_does_about_the_lease_that_it_sees(Case given) {
        // when
        Move move = Move.next("me", given.leading(), given.seen(), given.unchanged(), DURATION, NOW);
        // then
        assertThat(move).isEqualTo(given.move());
    }
}
