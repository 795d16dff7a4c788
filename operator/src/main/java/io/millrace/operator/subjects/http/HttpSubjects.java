package io.millrace.operator.subjects.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import io.millrace.operator.subjects.RegisteredSchema;
import io.millrace.operator.subjects.SubjectState;
import io.millrace.operator.subjects.Subjects;
import io.millrace.operator.subjects.http.RegistryCalls.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/** One registry. Schemas are looked up, checked and registered normalised alike, or order would make new versions. */
public final class HttpSubjects implements Subjects {

    private final RegistryCalls calls;

    private HttpSubjects(RegistryCalls calls) {
        this.calls = calls;
    }

    public static HttpSubjects connect(URI root, String connection) {
        HttpClient http = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(5))
                // An address that sends elsewhere is not the one that the administrator named.
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
        return new HttpSubjects(new RegistryCalls(http, root, connection));
    }

    @Override
    public Observed<SubjectState> look(String subject, String text) {
        return observed(() -> {
            List<RegisteredSchema> versions = versions(subject);
            if (versions.isEmpty()) {
                return Optional.of(new SubjectState(level(subject), List.of(), Optional.empty(), List.of()));
            }
            Optional<RegisteredSchema> registered = lookUp(subject, text);
            List<String> objections = registered.isPresent() ? List.of() : check(subject, text);
            return Optional.of(new SubjectState(level(subject), versions, registered, objections));
        });
    }

    @Override
    public Observed<RegisteredSchema> find(String subject, OptionalInt version) {
        String which = version.isPresent() ? String.valueOf(version.getAsInt()) : "latest";
        return observed(() -> version(subject, which));
    }

    @Override
    public Observed<String> defaultLevel() {
        return observed(() -> level("/config", "the default compatibility cannot be read"));
    }

    @Override
    public void setLevel(String subject, String level) {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("compatibility", level);
        calls.expected(
                calls.put("/config/" + RegistryCalls.encoded(subject), body),
                "the compatibility of subject " + subject + " cannot be set to " + level);
    }

    @Override
    public RegisteredSchema register(String subject, String text) {
        Answer answer = calls.post(path(subject) + "/versions?normalize=true", schema(text));
        calls.expected(answer, "the schema of subject " + subject + " cannot be registered");
        // A follower of the registry may not have it yet; what it does not give back cannot be relied on.
        return lookUp(subject, text)
                .orElseThrow(() -> SystemException.away(
                        Reason.REGISTRY_UNREACHABLE,
                        "the registry took the schema of subject " + subject + " but does not give it back yet",
                        new IOException("not readable after registration")));
    }

    private List<RegisteredSchema> versions(String subject) {
        List<RegisteredSchema> versions = new ArrayList<>();
        calls.found(calls.get(path(subject) + "/versions"), "the versions of subject " + subject + " cannot be read")
                .ifPresent(numbers -> numbers.forEach(
                        number -> version(subject, number.asText()).ifPresent(versions::add)));
        return versions;
    }

    private Optional<RegisteredSchema> version(String subject, String version) {
        return calls.found(
                        calls.get(path(subject) + "/versions/" + version),
                        "version " + version + " of subject " + subject + " cannot be read")
                .map(body -> registered(subject, body));
    }

    private Optional<RegisteredSchema> lookUp(String subject, String text) {
        Answer answer = calls.post(path(subject) + "?normalize=true", schema(text));
        // Text that is no schema is in no registry; the compiler says what is wrong with it.
        if (answer.status() == 422) {
            return Optional.empty();
        }
        return calls.found(answer, "subject " + subject + " cannot be searched").map(body -> registered(subject, body));
    }

    private List<String> check(String subject, String text) {
        String path =
                "/compatibility/subjects/" + RegistryCalls.encoded(subject) + "/versions?verbose=true&normalize=true";
        Answer answer = calls.post(path, schema(text));
        if (answer.isNotFound() || answer.status() == 422) {
            return List.of();
        }
        JsonNode body = calls.expected(answer, "the compatibility of subject " + subject + " cannot be checked");
        if (body.path("is_compatible").asBoolean()) {
            return List.of();
        }
        List<String> messages = new ArrayList<>();
        body.path("messages").forEach(message -> messages.add(message.asText()));
        return messages.isEmpty() ? List.of("the registry says it is incompatible") : messages;
    }

    private Optional<String> level(String subject) {
        return level(
                "/config/" + RegistryCalls.encoded(subject),
                "the compatibility of subject " + subject + " cannot be read");
    }

    private Optional<String> level(String path, String doing) {
        return calls.found(calls.get(path), doing)
                .map(body -> body.path("compatibilityLevel").asText(""))
                .filter(level -> !level.isEmpty());
    }

    private static RegisteredSchema registered(String subject, JsonNode body) {
        return new RegisteredSchema(
                subject,
                body.path("version").asInt(),
                body.path("id").asInt(),
                body.path("schema").asText());
    }

    private static ObjectNode schema(String text) {
        return JsonNodeFactory.instance.objectNode().put("schema", text).put("schemaType", "AVRO");
    }

    private static String path(String subject) {
        return "/subjects/" + RegistryCalls.encoded(subject);
    }

    private static <T> Observed<T> observed(Supplier<Optional<T>> look) {
        try {
            return look.get().<Observed<T>>map(Observed::found).orElseGet(Observed::absent);
        } catch (SystemException failure) {
            return Observed.unreachable(failure.outage());
        }
    }
}
