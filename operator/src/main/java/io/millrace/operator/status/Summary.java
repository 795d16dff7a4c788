package io.millrace.operator.status;

import io.millrace.operator.result.Reason;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Ready, computed from the other conditions. */
public final class Summary {

    // What hinders most comes first: its reason is the one that a person should read.
    private static final List<ConditionType> ORDER = List.of(
            ConditionType.PROGRESSING,
            ConditionType.SCHEMAS_VALID,
            ConditionType.TOPICS_READY,
            ConditionType.JOB_RUNNING);

    private Summary() {}

    /**
     * @param underWay what is being done; nothing is ready meanwhile
     */
    public static Standing ready(
            Map<ConditionType, Standing> standings, Optional<Standing> underWay, String whenReady) {
        Optional<Standing> hindrance = ORDER.stream()
                .map(type -> Optional.ofNullable(standings.get(type)))
                .flatMap(Optional::stream)
                .filter(Standing::isFalse)
                .filter(standing -> standing.reason() != Reason.SUSPENDED)
                .findFirst();
        if (underWay.isPresent()) {
            Standing doing = standings.getOrDefault(ConditionType.PROGRESSING, underWay.get());
            return new Standing(Standing.Truth.FALSE, doing.reason(), doing.message());
        }
        if (hindrance.isPresent()) {
            return hindrance.get();
        }
        return ORDER.stream()
                .map(type -> Optional.ofNullable(standings.get(type)))
                .flatMap(Optional::stream)
                .filter(Standing::isUnknown)
                .findFirst()
                .orElseGet(() -> asWanted(standings, whenReady));
    }

    // A pipeline that is stopped because its spec says so is as its user wants it.
    private static Standing asWanted(Map<ConditionType, Standing> standings, String whenReady) {
        Optional<Standing> suspended = Optional.ofNullable(standings.get(ConditionType.JOB_RUNNING))
                .filter(standing -> standing.reason() == Reason.SUSPENDED);
        return suspended
                .map(standing -> Standing.yes(Reason.SUSPENDED, standing.message()))
                .orElseGet(() -> Standing.yes(Reason.RUNNING, whenReady));
    }
}
