package io.millrace.platform.clickstream;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.DeadLetterCode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

class ClickstreamExpectationTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

    @Test
    void counts_what_is_valid_in_windows_that_are_complete() {
        // given
        List<PlannedRecord> records = List.of(
                valid("view", "1.50", NOON),
                valid("view", "2.00", NOON.plusSeconds(599)),
                valid("cart", "3.00", NOON.plusSeconds(600)),
                faulty(Fault.NULL_USER, NOON),
                faulty(Fault.UNKNOWN_TYPE, NOON));

        // when
        ClickstreamExpectation closed = ClickstreamExpectation.of(records, NOON.plusSeconds(605));
        ClickstreamExpectation stillOpen =
                ClickstreamExpectation.of(records, NOON.plusSeconds(605).minusMillis(1));

        // then
        assertThat(closed.rows())
                .containsExactly(new SummaryRow(NOON, NOON.plusSeconds(600), "view", 2, new BigDecimal("3.50")));
        assertThat(stillOpen.rows()).isEmpty();
        assertThat(closed.deadLetters()).isEqualTo(Map.of(DeadLetterCode.VALIDATION, List.of("07", "07")));
    }

    @Test
    void a_plan_has_the_faults_that_were_asked_for_and_stays_within_its_disorder() throws IOException {
        // given
        Schema schema = new Schema.Parser()
                .parse(Files.readString(Path.of("../../examples/clickstream/clickstream-value.avsc")));
        Map<Fault, Integer> faults = Map.of(Fault.NULL_USER, 30, Fault.NOT_AVRO, 7, Fault.UNKNOWN_SCHEMA, 1);

        // when
        List<PlannedRecord> records =
                new ClickstreamPlan(7, 2000, 4, NOON, NOON.plusSeconds(7200), faults).records(schema, 3);

        // then
        assertThat(records).hasSize(2004);
        for (Fault fault : Fault.values()) {
            assertThat(records.stream().filter(r -> r.fault().equals(Optional.of(fault))))
                    .as("%s", fault)
                    .hasSize(faults.getOrDefault(fault, 0));
        }
        for (int partition = 0; partition < 4; partition++) {
            long latest = Long.MIN_VALUE;
            for (PlannedRecord record : records) {
                if (record.partition() == partition) {
                    latest = Math.max(latest, record.event().timestamp());
                    assertThat(latest - record.event().timestamp()).isLessThan(ClickstreamPlan.OUT_OF_ORDER.toMillis());
                }
            }
        }
    }

    private static PlannedRecord valid(String type, String price, Instant at) {
        ShopEvent event = new ShopEvent(1L, type, 1, new BigDecimal(price), at.toEpochMilli());
        return new PlannedRecord(0, new byte[0], new byte[0], event, Optional.empty());
    }

    private static PlannedRecord faulty(Fault fault, Instant at) {
        ShopEvent event = new ShopEvent(1L, "view", 1, new BigDecimal("9.99"), at.toEpochMilli());
        return new PlannedRecord(0, new byte[0], new byte[] {7}, event, Optional.of(fault));
    }
}
