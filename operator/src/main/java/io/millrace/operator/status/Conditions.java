package io.millrace.operator.status;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Standings as the API shows them. */
public final class Conditions {

    // The API takes 32,768; a list of refusals longer than this is read by nobody.
    private static final int LONGEST_MESSAGE = 4096;

    private Conditions() {}

    /** The time of a condition is when its status last changed: it survives every other change. */
    public static List<Condition> next(
            List<Condition> before, Map<ConditionType, Standing> standings, long generation, Instant now) {
        List<Condition> conditions = new ArrayList<>();
        for (ConditionType type : ConditionType.values()) {
            Optional.ofNullable(standings.get(type))
                    .filter(standing -> standing.isTrue() || !type.isShownOnlyWhenTrue())
                    .ifPresent(standing -> conditions.add(condition(type, standing, before, generation, now)));
        }
        return List.copyOf(conditions);
    }

    /** The conditions as they were, with another standing for one of them. */
    public static List<Condition> replacing(
            List<Condition> before, ConditionType type, Standing standing, long generation, Instant now) {
        List<Condition> conditions = new ArrayList<>(before);
        conditions.removeIf(known -> known.getType().equals(type.word()));
        conditions.add(condition(type, standing, before, generation, now));
        return List.copyOf(conditions);
    }

    private static Condition condition(
            ConditionType type, Standing standing, List<Condition> before, long generation, Instant now) {
        String status = standing.truth().word();
        String since = before.stream()
                .filter(known -> known.getType().equals(type.word()))
                .filter(known -> known.getStatus().equals(status))
                .map(Condition::getLastTransitionTime)
                .findFirst()
                .orElseGet(() -> now.truncatedTo(ChronoUnit.SECONDS).toString());
        return new ConditionBuilder()
                .withType(type.word())
                .withStatus(status)
                .withReason(standing.reason().word())
                .withMessage(shortened(standing.message()))
                .withObservedGeneration(generation)
                .withLastTransitionTime(since)
                .build();
    }

    private static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 3) + "...";
    }
}
