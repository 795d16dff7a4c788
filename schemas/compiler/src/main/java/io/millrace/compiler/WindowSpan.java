package io.millrace.compiler;

import io.millrace.api.v1alpha1.StepSpec;
import java.util.Optional;
import java.util.OptionalLong;

/** How long windows are, and how far apart they begin. */
record WindowSpan(long sizeMillis, long slideMillis) {

    /** A day in steps of five minutes: every record costs as much as this many. */
    private static final long MOST_OVERLAPPING = 288;

    /** Empty when something was refused. */
    static Optional<WindowSpan> of(StepSpec.Window spec, Place place) {
        if ((spec.tumbling() == null) == (spec.sliding() == null)) {
            place.refuse("needs exactly one of tumbling and sliding");
            return Optional.empty();
        }
        return spec.sliding() == null
                ? tumbling(spec.tumbling(), place.field("tumbling"))
                : sliding(spec.sliding(), place.field("sliding"));
    }

    private static Optional<WindowSpan> tumbling(String size, Place place) {
        OptionalLong millis = millis(size, place);
        return millis.isPresent()
                ? Optional.of(new WindowSpan(millis.getAsLong(), millis.getAsLong()))
                : Optional.empty();
    }

    private static Optional<WindowSpan> sliding(StepSpec.Sliding spec, Place place) {
        OptionalLong size = millis(spec.size(), place.field("size"));
        Place slidePlace = place.field("slide");
        OptionalLong slide = millis(spec.slide(), slidePlace);
        if (size.isEmpty() || slide.isEmpty()) {
            return Optional.empty();
        }
        if (size.getAsLong() % slide.getAsLong() != 0) {
            slidePlace.refuse(spec.slide() + " does not divide the size, " + spec.size()
                    + ", without a rest; each record would be in sometimes more windows and sometimes fewer");
            return Optional.empty();
        }
        long overlapping = size.getAsLong() / slide.getAsLong();
        if (overlapping > MOST_OVERLAPPING) {
            slidePlace.refuse("puts each record into " + overlapping + " windows; at most " + MOST_OVERLAPPING
                    + " may overlap: take a longer slide");
            return Optional.empty();
        }
        return Optional.of(new WindowSpan(size.getAsLong(), slide.getAsLong()));
    }

    private static OptionalLong millis(String text, Place place) {
        return place.required(text).isPresent() ? SpecText.positiveMillis(text, "", place) : OptionalLong.empty();
    }
}
