package io.millrace.platform.flink.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.platform.flink.deployment.PretendResource;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SnapshotReadingTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            {'jobReference': {'name': 'app'}} | Exactly one of checkpoint or savepoint configurations has to be set.
            {'jobReference': {'name': 'app'}, 'savepoint': {}, 'checkpoint': {}} | Exactly one of checkpoint or savepoint
            {'savepoint': {}} | Job reference must be supplied for this snapshot
            {'jobReference': {'name': 'app', 'kind': 'FlinkSessionJob'}, 'savepoint': {}} | knows no FlinkSessionJob
            {'savepoint': {'alreadyExists': true}} | has to have a path
            """)
    void what_makes_no_sense_is_refused(String spec, String sentence) {
        assertThat(SnapshotReading.of(PretendResource.json(spec)))
                .isInstanceOfSatisfying(SnapshotReading.Refused.class, refused -> assertThat(refused.sentence())
                        .contains(sentence));
    }
}
