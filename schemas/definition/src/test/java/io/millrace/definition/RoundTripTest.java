package io.millrace.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.definition.ledger.KeptBooks;
import io.millrace.definition.ledger.LedgerFormat;
import io.millrace.definition.ledger.LedgerRow;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever is written is read as it was, and written again it is the same bytes. */
class RoundTripTest {

    @Property(tries = 200)
    void definitions(@ForAll long seed) throws ReflectiveOperationException {
        // given
        PipelineDefinition definition = new AnyRecord(seed).of(PipelineDefinition.class);

        // when
        String json = DefinitionFiles.write(definition);
        PipelineDefinition read = DefinitionFiles.readDefinition(json);

        // then
        assertThat(read).isEqualTo(definition);
        assertThat(DefinitionFiles.write(read)).isEqualTo(json);
    }

    @Property(tries = 200)
    void run_settings(@ForAll long seed) throws ReflectiveOperationException {
        // given
        RunSettings settings = new AnyRecord(seed).of(RunSettings.class);

        // when
        String json = DefinitionFiles.write(settings);
        RunSettings read = DefinitionFiles.readRun(json);

        // then
        assertThat(read).isEqualTo(settings);
        assertThat(DefinitionFiles.write(read)).isEqualTo(json);
    }

    @Property(tries = 200)
    void rows_of_the_ledger(@ForAll long seed) throws ReflectiveOperationException {
        // given
        LedgerRow row = new AnyRecord(seed).of(LedgerRow.class);

        // when
        byte[] json = LedgerFormat.write(row);
        LedgerRow read = LedgerFormat.readRow(json);

        // then
        assertThat(read).isEqualTo(row);
        assertThat(LedgerFormat.write(read)).isEqualTo(json);
    }

    @Property(tries = 200)
    void books_in_checkpoints(@ForAll long seed) throws ReflectiveOperationException {
        // given
        KeptBooks kept = new AnyRecord(seed).of(KeptBooks.class);

        // when
        byte[] json = LedgerFormat.write(kept);
        KeptBooks read = LedgerFormat.readKept(json);

        // then
        assertThat(read).isEqualTo(kept);
        assertThat(LedgerFormat.write(read)).isEqualTo(json);
    }
}
