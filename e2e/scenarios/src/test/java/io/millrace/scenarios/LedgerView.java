package io.millrace.scenarios;

import io.millrace.definition.DefinitionFiles;
import io.millrace.definition.RunSettings.Slot;
import io.millrace.definition.ledger.Books;
import io.millrace.definition.ledger.Equation;
import io.millrace.definition.ledger.Equations;
import io.millrace.definition.ledger.Ledger;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerSum;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.consume.TopicReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The books of a pipeline, read from its ledger topic by who has nothing but Kafka and the revision's definition. */
record LedgerView(KafkaAccess kafka, Kubectl kubectl, String namespace, String pipeline) {

    /** Of the last checkpoint whose rows are all committed. */
    Optional<LedgerSum> latest() {
        return latest(Slot.PROD, "ledger." + namespace + "." + pipeline);
    }

    /** The same of a candidate, whose ledger goes when it ends. */
    Optional<LedgerSum> latestOfCandidate() {
        return latest(Slot.CANARY, "ledger." + namespace + "." + pipeline + ".canary");
    }

    private Optional<LedgerSum> latest(Slot slot, String topic) {
        Ledger ledger = new Ledger(slot);
        new TopicReader(kafka).all(topic).forEach(row -> ledger.add(LedgerFormat.readRow(row.value())));
        return ledger.latest();
    }

    boolean isPast(String operator, Instant instant) {
        return latest().map(sum -> sum.watermarks().get(operator))
                .filter(watermark -> watermark >= instant.toEpochMilli())
                .isPresent();
    }

    /** A sentence for each sum that is not equal to what it should be. */
    List<String> imbalances(LedgerSum sum) {
        String definition = kubectl.get("configmaps", pipeline + "-" + sum.revision())
                .at("/data/definition.json")
                .asText();
        Books books = sum.sinceRevision();
        return Equations.of(DefinitionFiles.readDefinition(definition), books).stream()
                .filter(equation -> !equation.holds())
                .map(Equation::sentence)
                .toList();
    }
}
