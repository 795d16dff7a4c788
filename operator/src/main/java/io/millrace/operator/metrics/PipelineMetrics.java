package io.millrace.operator.metrics;

import io.millrace.operator.metrics.Family.Kind;
import io.millrace.operator.metrics.Family.Sample;
import io.millrace.operator.pipeline.Audience;
import io.millrace.operator.result.PipelineId;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The {@code millrace_*} part of the page, made anew from each regular look: a pipeline that is gone is gone from it, and
 * whoever asks for the page waits for nobody.
 */
public final class PipelineMetrics implements Audience, MultiCollector {

    private static final List<Family> FAMILIES = Stream.of(LedgerFamilies.ALL, JobFamilies.ALL, StatusFamilies.ALL)
            .flatMap(List::stream)
            .toList();

    private record Series(PipelineId pipeline, String family, List<String> labelValues) {}

    private record Point(Labels labels, double value) {}

    private final Odometer<Series> odometer = new Odometer<>();
    private volatile MetricSnapshots page = MetricSnapshots.of();

    @Override
    public MetricSnapshots collect() {
        return page;
    }

    @Override
    public void seen(List<Sight> all) {
        Set<PipelineId> there =
                all.stream().map(sight -> PipelineId.of(sight.pipeline())).collect(Collectors.toSet());
        odometer.keepOnly(series -> there.contains(series.pipeline()));
        page = new MetricSnapshots(
                FAMILIES.stream().map(family -> snapshot(family, all)).toList());
    }

    private MetricSnapshot snapshot(Family family, List<Sight> all) {
        List<Point> points = all.stream()
                .flatMap(sight -> family.samples()
                        .apply(sight)
                        .map(sample -> point(family, PipelineId.of(sight.pipeline()), sample)))
                .toList();
        return switch (family.kind()) {
            case GAUGE -> gauge(family, points);
            case INFO -> info(family, points);
            case COUNTER, ODOMETER -> counter(family, points);
        };
    }

    private Point point(Family family, PipelineId pipeline, Sample sample) {
        List<String> names = new ArrayList<>(List.of("namespace", "pipeline"));
        names.addAll(family.labels());
        List<String> values = new ArrayList<>(List.of(pipeline.namespace(), pipeline.name()));
        values.addAll(sample.labelValues());
        double value = family.kind() == Kind.ODOMETER
                ? odometer.read(new Series(pipeline, family.name(), sample.labelValues()), sample.value())
                : sample.value();
        return new Point(Labels.of(names, values), value);
    }

    private static MetricSnapshot gauge(Family family, List<Point> points) {
        return new GaugeSnapshot(
                new MetricMetadata(family.name(), family.help()),
                points.stream()
                        .map(point -> new GaugeDataPointSnapshot(point.value(), point.labels(), null))
                        .toList());
    }

    // Anybody who may write into a ledger can write a negative figure; the library refuses the whole page for it.
    private static MetricSnapshot counter(Family family, List<Point> points) {
        return new CounterSnapshot(
                metadata(family, "_total"),
                points.stream()
                        .map(point -> new CounterDataPointSnapshot(Math.max(0, point.value()), point.labels(), null, 0))
                        .toList());
    }

    private static MetricSnapshot info(Family family, List<Point> points) {
        return new InfoSnapshot(
                metadata(family, "_info"),
                points.stream()
                        .map(point -> new InfoDataPointSnapshot(point.labels()))
                        .toList());
    }

    // The library puts the suffix on the page by itself.
    private static MetricMetadata metadata(Family family, String suffix) {
        String name = family.name().substring(0, family.name().length() - suffix.length());
        return new MetricMetadata(name, family.help());
    }
}
