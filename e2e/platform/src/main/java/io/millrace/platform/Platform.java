package io.millrace.platform;

/** The parts of a local platform. A part starts when it is first asked for, and what it needs starts before it. */
public interface Platform {

    ControlPlaneAccess controlPlane();

    KafkaAccess kafka();

    RegistryAccess registry();

    FlinkAccess flink();

    OperatorAccess operator();
}
