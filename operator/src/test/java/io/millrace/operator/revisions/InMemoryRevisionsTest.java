package io.millrace.operator.revisions;

import io.millrace.operator.result.PipelineId;
import java.util.Map;

class InMemoryRevisionsTest extends RevisionsContract {

    private final InMemoryRevisions revisions = new InMemoryRevisions(() -> {});

    @Override
    protected Revisions revisions() {
        return revisions;
    }

    @Override
    protected void storeFilesAlone(Revision revision) {
        revisions.storeFilesAlone(pipeline(), revision.name());
    }

    @Override
    protected void loseFiles(Revision revision) {
        revisions.loseFiles(pipeline(), revision.name());
    }

    @Override
    protected Map<String, String> files(Revision revision) {
        return revisions.files(pipeline(), revision.name());
    }

    @Override
    protected PipelineId pipeline() {
        return new PipelineId("shop", "totals", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
    }
}
