package io.millrace.platform.flink.deployment;

/** Which FlinkDeployment. */
public record DeploymentKey(String namespace, String name) {

    @Override
    public String toString() {
        return namespace + "/" + name;
    }
}
