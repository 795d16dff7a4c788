package io.millrace.operator.acceptance;

import io.millrace.api.v1alpha1.PipelineSpec;
import io.millrace.api.v1alpha1.SchemaSpec;
import io.millrace.operator.subjects.OwnedSchema;
import java.util.ArrayList;
import java.util.List;

/** The schemas that a spec registers. */
public final class OwnedSchemas {

    private OwnedSchemas() {}

    public static List<OwnedSchema> of(PipelineSpec spec) {
        List<SchemaSpec> schemas = TopicNames.orEmpty(spec.schemas());
        List<OwnedSchema> owned = new ArrayList<>();
        for (int i = 0; i < schemas.size(); i++) {
            SchemaSpec schema = schemas.get(i);
            String path = "spec.schemas[" + i + "]";
            owned.add(new OwnedSchema(schema.subject(), schema.compatibility().name(), schema.schema(), path));
        }
        return List.copyOf(owned);
    }
}
