package io.millrace.platform.kafka;

import io.millrace.platform.binaries.Resources;
import java.io.IOException;
import java.nio.file.Path;

/** What makes a cluster out of one broker: every internal topic has one replica, and none waits for more. */
record BrokerSettings(int port, int controllerPort, Path logFolder) {

    String asProperties() {
        return """
                process.roles=broker,controller
                node.id=1
                controller.quorum.voters=1@127.0.0.1:%2$d
                listeners=PLAINTEXT://127.0.0.1:%1$d,CONTROLLER://127.0.0.1:%2$d
                advertised.listeners=PLAINTEXT://127.0.0.1:%1$d
                listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT
                controller.listener.names=CONTROLLER
                inter.broker.listener.name=PLAINTEXT
                log.dirs=%3$s

                default.replication.factor=1
                min.insync.replicas=1
                offsets.topic.replication.factor=1
                offsets.topic.num.partitions=4
                transaction.state.log.replication.factor=1
                transaction.state.log.min.isr=1
                transaction.state.log.num.partitions=4
                share.coordinator.state.topic.replication.factor=1
                share.coordinator.state.topic.min.isr=1
                share.coordinator.state.topic.num.partitions=1

                # A pipeline's topics are created by the operator, and by nothing else.
                auto.create.topics.enable=false
                # The first consumer of a group need not wait for others.
                group.initial.rebalance.delay.ms=0
                log.cleaner.dedupe.buffer.size=16777216
                num.network.threads=2
                num.io.threads=4
                """
                .formatted(port, controllerPort, logFolder);
    }

    static Path loggingFile(Path folder) throws IOException {
        return new Resources(BrokerSettings.class).copy("log4j2.yaml", folder);
    }
}
