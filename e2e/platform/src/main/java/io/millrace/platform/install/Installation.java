package io.millrace.platform.install;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.millrace.platform.Checkout;
import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Puts into a fresh API server what has to be there before the operator starts. */
public final class Installation {

    private final KubernetesClient client;
    private final Checkout checkout;

    public Installation(KubernetesClient client, Checkout checkout) {
        this.client = client;
        this.checkout = checkout;
    }

    public void run() {
        List<CustomResourceDefinition> definitions = new ArrayList<>(FlinkResourceDefinitions.all());
        definitions.addAll(ourDefinitions());
        definitions.forEach(definition -> client.resource(definition).serverSideApply());
        accounts().forEach(object -> client.resource(object).serverSideApply());
        OperatorRules.read(checkout).forEach(object -> client.resource(object).serverSideApply());
        definitions.forEach(this::awaitEstablished);
    }

    private List<CustomResourceDefinition> ourDefinitions() {
        return checkout.resourceDefinitions().stream()
                .map(this::load)
                .map(CustomResourceDefinition.class::cast)
                .toList();
    }

    private HasMetadata load(Path file) {
        try (InputStream yaml = Files.newInputStream(file)) {
            return client.load(yaml).items().get(0);
        } catch (IOException e) {
            throw new PlatformException("Cannot read " + file, e);
        }
    }

    private List<HasMetadata> accounts() {
        try (InputStream yaml = Installation.class.getResourceAsStream("accounts.yaml")) {
            if (yaml == null) {
                throw new PlatformException("accounts.yaml is not in the jar");
            }
            return client.load(yaml).items();
        } catch (IOException e) {
            throw new PlatformException("Cannot read accounts.yaml", e);
        }
    }

    private void awaitEstablished(CustomResourceDefinition definition) {
        client.apiextensions()
                .v1()
                .customResourceDefinitions()
                .withName(definition.getMetadata().getName())
                .waitUntilCondition(Installation::isEstablished, 30, TimeUnit.SECONDS);
    }

    private static boolean isEstablished(CustomResourceDefinition definition) {
        return definition != null
                && definition.getStatus() != null
                && definition.getStatus().getConditions() != null
                && definition.getStatus().getConditions().stream()
                        .anyMatch(condition -> condition.getType().equals("Established")
                                && condition.getStatus().equals("True"));
    }
}
