package io.millrace.job.watermarks;

import io.millrace.job.records.Stored;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class KeptWatermarkTest {

    @Property(tries = 200)
    void what_is_written_is_read(@ForAll("kept") KeptWatermark one, @ForAll("kept") KeptWatermark next)
            throws Exception {
        Stored.assertReadAsWritten(KeptWatermark.Serializer.INSTANCE, one, next);
    }

    @Provide
    Arbitrary<KeptWatermark> kept() {
        return Combinators.combine(Arbitraries.integers(), Arbitraries.integers(), Arbitraries.longs())
                .as(KeptWatermark::new);
    }
}
