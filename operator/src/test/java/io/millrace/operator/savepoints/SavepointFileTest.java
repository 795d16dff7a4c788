package io.millrace.operator.savepoints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operator.pipeline.Lender;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is kept of a savepoint can be copied to where nothing else of its pipeline is known. */
class SavepointFileTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final String TEXT = Lender.description();

    @Test
    void what_is_written_is_read_again() {
        // when
        SavepointRecord read = SavepointFile.read(TEXT);
        // then
        assertThat(SavepointFile.write(read)).isEqualTo(TEXT);
        assertThat(read.job()).hasValueSatisfying(job -> {
            assertThat(job.pipeline()).isEqualTo(read.pipeline().shortUid());
            assertThat(job.definition().steps()).isNotEmpty();
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"pipeline", "savepoint", "flinkVersion", "cluster", "schemas", "offsets"})
    void what_is_not_there_is_named(String field) throws JsonProcessingException {
        // given
        ObjectNode tree = (ObjectNode) JSON.readTree(TEXT);
        tree.remove(field);
        // when / then
        assertThatThrownBy(() -> SavepointFile.read(tree.toString()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("it lacks " + field);
    }

    @Test
    void what_is_no_path_is_refused() {
        assertThatThrownBy(() -> SavepointFile.read(TEXT.replace("savepoint-0", "savepoint 0")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
