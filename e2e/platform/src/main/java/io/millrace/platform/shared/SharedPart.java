package io.millrace.platform.shared;

import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.FlinkAccess;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.OperatorAccess;
import io.millrace.platform.Platform;
import io.millrace.platform.RegistryAccess;
import java.util.List;
import java.util.function.Function;

/** A part as both sides of the wire know it. */
record SharedPart<T>(String path, Class<T> type, Function<Platform, T> of) {

    static final SharedPart<ControlPlaneAccess> CONTROL_PLANE =
            new SharedPart<>("/control-plane", ControlPlaneAccess.class, Platform::controlPlane);
    static final SharedPart<KafkaAccess> KAFKA = new SharedPart<>("/kafka", KafkaAccess.class, Platform::kafka);
    static final SharedPart<RegistryAccess> REGISTRY =
            new SharedPart<>("/registry", RegistryAccess.class, Platform::registry);
    static final SharedPart<FlinkAccess> FLINK = new SharedPart<>("/flink", FlinkAccess.class, Platform::flink);
    static final SharedPart<OperatorAccess> OPERATOR =
            new SharedPart<>("/operator", OperatorAccess.class, Platform::operator);

    static List<SharedPart<?>> all() {
        return List.of(CONTROL_PLANE, KAFKA, REGISTRY, FLINK, OPERATOR);
    }
}
