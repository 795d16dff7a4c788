package io.millrace.platform.kafka;

import io.millrace.platform.KafkaAccess;
import io.millrace.platform.PlatformException;
import io.millrace.platform.binaries.JavaPrograms;
import io.millrace.platform.home.RunFolder;
import io.millrace.platform.process.ChildSpec;
import io.millrace.platform.process.JavaCommand;
import io.millrace.platform.process.Ports;
import io.millrace.platform.process.RestartableChild;
import io.millrace.platform.process.Tool;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** One broker that is its own controller. */
public final class KafkaBroker implements AutoCloseable {

    private static final String CLUSTER_ID = "bG9jYWwtbWlsbHJhY2UtMQ";

    private final RestartableChild child;
    private final KafkaAccess access;

    private KafkaBroker(RestartableChild child, KafkaAccess access) {
        this.child = child;
        this.access = access;
    }

    public static KafkaBroker start(JavaPrograms programs, RunFolder run, Ports ports) {
        String classpath = programs.kafkaBroker();
        int port = ports.next();
        try {
            Path folder = run.data("kafka");
            BrokerSettings settings = new BrokerSettings(port, ports.next(), folder.resolve("log"));
            Path properties = Files.writeString(folder.resolve("server.properties"), settings.asProperties());
            Path logging = BrokerSettings.loggingFile(folder);
            format(classpath, properties, logging, run.log("kafka"));
            ChildSpec spec = ChildSpec.of("kafka", run.log("kafka"), broker(classpath, properties, logging))
                    .patientFor(Duration.ofSeconds(10));
            RestartableChild child = RestartableChild.start(spec, Duration.ofSeconds(90), new BrokerReadiness(port));
            child.awaitReady();
            return new KafkaBroker(child, new KafkaAccess("127.0.0.1:" + port));
        } catch (IOException e) {
            throw new PlatformException("Cannot set up the Kafka broker: " + e.getMessage(), e);
        }
    }

    private static void format(String classpath, Path properties, Path logging, Path log) {
        List<String> command = java(256, logging)
                .main(
                        classpath,
                        "kafka.tools.StorageTool",
                        List.of("format", "--cluster-id", CLUSTER_ID, "--config", properties.toString()));
        Tool.run(ChildSpec.of("kafka-storage format", log, command), Duration.ofMinutes(2));
    }

    private static List<String> broker(String classpath, Path properties, Path logging) {
        return java(512, logging).main(classpath, "kafka.Kafka", List.of(properties.toString()));
    }

    private static JavaCommand java(int heap, Path logging) {
        return JavaCommand.withHeap(heap).option("-Dlog4j2.configurationFile=" + logging);
    }

    public RestartableChild process() {
        return child;
    }

    public KafkaAccess access() {
        return access;
    }

    @Override
    public void close() {
        child.stop();
    }
}
