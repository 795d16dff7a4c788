package io.millrace.bench;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;

/** The middle of some numbers, and how far they lie apart. */
record Spread(double median, double lowest, double highest) {

    static Spread of(List<Double> numbers) {
        List<Double> sorted = numbers.stream().sorted().toList();
        int middle = sorted.size() / 2;
        double median = sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
        return new Spread(median, sorted.get(0), sorted.get(sorted.size() - 1));
    }

    /** One number for each pair of measurements that were taken one after the other. */
    static Spread ofRatios(List<Measurement> ones, List<Measurement> others, ToDoubleFunction<Measurement> number) {
        return of(IntStream.range(0, ones.size())
                .mapToObj(i -> number.applyAsDouble(ones.get(i)) / number.applyAsDouble(others.get(i)))
                .toList());
    }

    String text(String format) {
        return String.format(Locale.ROOT, format + " (" + format + " to " + format + ")", median, lowest, highest);
    }
}
