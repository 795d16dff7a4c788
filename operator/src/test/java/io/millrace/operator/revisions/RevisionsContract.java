package io.millrace.operator.revisions;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of revisions does. */
public abstract class RevisionsContract {

    private static final RevisionName FIRST = new RevisionName(1, "3fa9c1d2");
    private static final RevisionName SECOND = new RevisionName(2, "0a1b2c3d");

    /** Nothing is stored there yet of {@link #pipeline}. */
    protected abstract Revisions revisions();

    /** The same one during a test. */
    protected abstract PipelineId pipeline();

    /** As when storing is interrupted between its two objects. */
    protected abstract void storeFilesAlone(Revision revision);

    /** Somebody deletes what the job mounts. */
    protected abstract void loseFiles(Revision revision);

    /** What the job mounts. */
    protected abstract Map<String, String> files(Revision revision);

    protected final Revision revision() {
        return SampleRevision.of(pipeline(), FIRST);
    }

    @Test
    void what_was_stored_is_found_as_it_was() {
        // given
        Observed<Revision> before = revisions().find(pipeline(), FIRST);
        // when
        revisions().store(pipeline(), revision());
        // then
        assertThat(before.isAbsent()).isTrue();
        assertThat(revisions().find(pipeline(), FIRST)).isEqualTo(Observed.found(revision()));
        assertThat(revisions().find(pipeline(), SECOND).isAbsent()).isTrue();
    }

    @Test
    void storing_twice_does_no_harm() {
        // given
        revisions().store(pipeline(), revision());
        // when
        revisions().store(pipeline(), revision());
        // then
        assertThat(revisions().names(pipeline())).containsExactly(FIRST);
    }

    @Test
    void files_that_were_lost_are_made_again_as_they_were_from_what_is_stored() {
        // given
        revisions().store(pipeline(), revision());
        Map<String, String> files = files(revision());
        loseFiles(revision());
        Revision stored = revisions().find(pipeline(), FIRST).value().orElseThrow();
        boolean lost = !revisions().isMountable(pipeline(), FIRST);
        // when
        revisions().store(pipeline(), stored);
        // then
        assertThat(lost).isTrue();
        assertThat(revisions().isMountable(pipeline(), FIRST)).isTrue();
        assertThat(files(revision())).isEqualTo(files);
    }

    @Test
    void one_is_removed_and_the_others_stay() {
        // given
        revisions().store(pipeline(), revision());
        revisions().store(pipeline(), SampleRevision.of(pipeline(), SECOND));
        // when
        revisions().remove(pipeline(), FIRST);
        revisions().remove(pipeline(), FIRST);
        // then
        assertThat(revisions().find(pipeline(), FIRST).isAbsent()).isTrue();
        assertThat(revisions().names(pipeline())).containsExactly(SECOND);
    }

    @Test
    void whatever_is_left_of_one_is_told_until_it_is_removed() {
        // given
        boolean before = revisions().isLeft(pipeline(), FIRST);
        storeFilesAlone(revision());
        boolean half = revisions().isLeft(pipeline(), FIRST);
        Observed<Revision> found = revisions().find(pipeline(), FIRST);
        // when
        revisions().remove(pipeline(), FIRST);
        // then
        assertThat(before).isFalse();
        assertThat(half).isTrue();
        assertThat(found.isAbsent()).isTrue();
        assertThat(revisions().isLeft(pipeline(), FIRST)).isFalse();
    }

    @Test
    void all_are_removed() {
        // given
        revisions().store(pipeline(), revision());
        revisions().store(pipeline(), SampleRevision.of(pipeline(), SECOND));
        // when
        revisions().removeAll(pipeline());
        revisions().removeAll(pipeline());
        // then
        assertThat(revisions().names(pipeline())).isEmpty();
    }
}
