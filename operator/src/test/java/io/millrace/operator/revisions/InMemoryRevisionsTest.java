package io.millrace.operator.revisions;

import io.millrace.operator.result.PipelineId;

class InMemoryRevisionsTest extends RevisionsContract {

    private final Revisions revisions = new InMemoryRevisions(() -> {});

    @Override
    protected Revisions revisions() {
        return revisions;
    }

    @Override
    protected PipelineId pipeline() {
        return new PipelineId("shop", "totals", "0a1b2c3d-4e5f-6071-8293-a4b5c6d7e8f9");
    }
}
