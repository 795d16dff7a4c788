package io.millrace.platform.operator;

/** Which topics and subjects a namespace may own. */
public enum Tenancy {
    /** Any: whoever uses the machine is alone on it. */
    OPEN("[{namespaces: [\"*\"], topics: [\"*\"], subjects: [\"*\"]}]"),

    /** Those whose names begin with its own, as where the administrator has decided nothing. */
    BY_NAME("[]");

    private final String yaml;

    Tenancy(String yaml) {
        this.yaml = yaml;
    }

    String asYaml() {
        return yaml;
    }
}
