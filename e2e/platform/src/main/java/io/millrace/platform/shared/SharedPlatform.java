package io.millrace.platform.shared;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.platform.Checkout;
import io.millrace.platform.ControlPlaneAccess;
import io.millrace.platform.FlinkAccess;
import io.millrace.platform.KafkaAccess;
import io.millrace.platform.OperatorAccess;
import io.millrace.platform.Platform;
import io.millrace.platform.PlatformException;
import io.millrace.platform.RegistryAccess;
import io.millrace.platform.home.MillraceHome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The platform of this build, as a test sees it: {@code SharedPlatform.get().kafka().bootstrapServers()}. */
public final class SharedPlatform implements Platform {

    // Long enough for the first build of the API server on a slow machine.
    private static final Duration AT_MOST = Duration.ofMinutes(40);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI daemon;
    private final Map<SharedPart<?>, Object> known = new ConcurrentHashMap<>();

    SharedPlatform(URI daemon) {
        this.daemon = daemon;
    }

    /** Starts nothing but the process that keeps the platform; parts start when they are asked for. */
    public static SharedPlatform get() {
        return Holder.PLATFORM;
    }

    private static final class Holder {
        static final SharedPlatform PLATFORM = new SharedPlatform(DaemonStarter.findOrStart(
                Owner.ofThisBuild(), MillraceHome.of(System.getenv()), Checkout.containing(Path.of(""))));
    }

    @Override
    public ControlPlaneAccess controlPlane() {
        return ask(SharedPart.CONTROL_PLANE);
    }

    @Override
    public KafkaAccess kafka() {
        return ask(SharedPart.KAFKA);
    }

    @Override
    public RegistryAccess registry() {
        return ask(SharedPart.REGISTRY);
    }

    @Override
    public FlinkAccess flink() {
        return ask(SharedPart.FLINK);
    }

    @Override
    public OperatorAccess operator() {
        return ask(SharedPart.OPERATOR);
    }

    private <T> T ask(SharedPart<T> part) {
        return part.type().cast(known.computeIfAbsent(part, this::fetch));
    }

    private Object fetch(SharedPart<?> part) {
        HttpRequest request = HttpRequest.newBuilder(daemon.resolve(part.path()))
                .timeout(AT_MOST)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new PlatformException(answer.body());
            }
            return JSON.readValue(answer.body(), part.type());
        } catch (IOException e) {
            throw new PlatformException("The shared platform at " + daemon + " does not answer " + part.path(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new PlatformException("Interrupted while waiting for " + part.path(), e);
        }
    }
}
