package io.millrace.operator.metrics;

import io.fabric8.kubernetes.api.model.Condition;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.PipelineStatus.Phase;
import io.millrace.api.v1alpha1.PipelineStatus.Verdict;
import io.millrace.operator.metrics.Family.Kind;
import io.millrace.operator.metrics.Family.Sample;
import io.millrace.operator.pipeline.Audience.Sight;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the status says, for alerts that should say the same. */
final class StatusFamilies {

    static final List<Family> ALL = List.of(
            new Family(
                    "millrace_pipeline_info",
                    Kind.INFO,
                    "Always 1; the labels say what runs.",
                    List.of("cluster", "revision"),
                    fromStatus(StatusFamilies::info)),
            of(
                    "millrace_pipeline_phase",
                    "1 for the phase that the pipeline is in, 0 for the others.",
                    List.of("phase"),
                    (sight, status) -> oneOf(Phase.values(), status.phase())),
            of(
                    "millrace_pipeline_health",
                    "1 for the verdict, 0 for the others; nothing where nothing is expected to run.",
                    List.of("verdict"),
                    (sight, status) -> status.health() == null
                            ? Stream.of()
                            : oneOf(Verdict.values(), status.health().verdict())),
            of(
                    "millrace_pipeline_condition",
                    "1 for what each condition of the status is.",
                    List.of("condition", "status"),
                    (sight, status) -> conditions(status)));

    private interface Reader {
        Stream<Sample> read(Sight sight, PipelineStatus status);
    }

    private StatusFamilies() {}

    private static Family of(String name, String help, List<String> labels, Reader reader) {
        return new Family(name, Kind.GAUGE, help, labels, fromStatus(reader));
    }

    private static Function<Sight, Stream<Sample>> fromStatus(Reader reader) {
        return sight -> Stream.ofNullable(sight.pipeline().getStatus()).flatMap(status -> reader.read(sight, status));
    }

    private static Stream<Sample> info(Sight sight, PipelineStatus status) {
        return Stream.ofNullable(status.revision())
                .map(revision -> Sample.of(1, sight.pipeline().getSpec().cluster(), revision.current()));
    }

    private static Stream<Sample> conditions(PipelineStatus status) {
        List<Condition> conditions = status.conditions() == null ? List.of() : status.conditions();
        return conditions.stream().map(condition -> Sample.of(1, condition.getType(), condition.getStatus()));
    }

    private static <E extends Enum<E>> Stream<Sample> oneOf(E[] all, E present) {
        return Arrays.stream(all).map(one -> Sample.of(one == present ? 1 : 0, word(one)));
    }

    // As the status spells it: ROLLING_BACK is RollingBack.
    private static String word(Enum<?> value) {
        return Arrays.stream(value.name().split("_", -1))
                .map(part -> part.charAt(0) + part.substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining());
    }
}
