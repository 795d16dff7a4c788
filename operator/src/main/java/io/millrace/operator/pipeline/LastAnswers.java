package io.millrace.operator.pipeline;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Outage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What one kind of question was answered with, over a row of looks. That nobody answers once is no news: what was seen
 * before stands for a moment. When it lasts it is an outage, in the words of its first look and with its time, so that
 * the sentence in the status does not move. Used by one thread.
 */
final class LastAnswers<K, T> {

    // Longer than a JobManager collects garbage or a broker changes leaders, and a small part of the minute in which a
    // user is to know.
    private static final Duration MOMENT = Duration.ofSeconds(10);

    private record Silence(Outage outage, Instant since) {}

    private final Map<K, Observed<T>> answers = new HashMap<>();
    private final Map<K, Silence> silences = new HashMap<>();

    /**
     * @param asked when this look began
     * @param told since when the status says that nobody answers, if it does: the operator that wrote it may have been
     *     an earlier one
     */
    Observed<T> after(K question, Observed<T> answer, Instant asked, Instant now, Optional<Instant> told) {
        Optional<Outage> outage = answer.outage();
        if (outage.isEmpty()) {
            answers.put(question, answer);
            silences.remove(question);
            return answer;
        }
        Silence silence = silences.computeIfAbsent(question, first -> new Silence(outage.get(), told.orElse(asked)));
        Observed<T> before = answers.get(question);
        boolean brief = Duration.between(silence.since(), now).compareTo(MOMENT) < 0;
        return before != null && brief
                ? before
                : Observed.unreachable(silence.outage().since(silence.since()));
    }

    void keepOnly(Predicate<K> questions) {
        answers.keySet().removeIf(questions.negate());
        silences.keySet().removeIf(questions.negate());
    }
}
