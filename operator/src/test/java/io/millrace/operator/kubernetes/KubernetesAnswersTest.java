package io.millrace.operator.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.StatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.millrace.operator.result.Reason;
import io.millrace.operator.result.SystemException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KubernetesAnswersTest {

    private static final String WEBHOOK = "Internal error occurred: failed calling webhook \"flink.example\"";

    private static RuntimeException translated(int code, @Nullable String reason, String message) {
        return KubernetesAnswers.translate(
                "FlinkDeployment",
                new KubernetesClientException(new StatusBuilder()
                        .withCode(code)
                        .withReason(reason)
                        .withMessage(message)
                        .build()));
    }

    @Test
    void what_is_refused_is_refused_again_until_somebody_changes_something() {
        // when
        RuntimeException answer = translated(403, "Forbidden", "exceeded quota");
        // then
        assertThat(answer).isInstanceOfSatisfying(SystemException.class, refused -> {
            assertThat(refused.reason()).isEqualTo(Reason.KUBERNETES_REFUSED);
            assertThat(refused.isAway()).isFalse();
            assertThat(refused.sentence()).isEqualTo("the API server refuses the FlinkDeployment: exceeded quota");
        });
    }

    @Test
    void a_webhook_that_does_not_answer_is_named_and_may_answer_later() {
        // when
        RuntimeException answer = translated(500, "InternalError", WEBHOOK);
        // then
        assertThat(answer).isInstanceOfSatisfying(SystemException.class, unable -> {
            assertThat(unable.isAway()).isTrue();
            assertThat(unable.sentence()).isEqualTo("the API server cannot take the FlinkDeployment: " + WEBHOOK);
        });
    }

    /** Somebody was quicker, too many ask, or something before the API server answers for it. */
    @ParameterizedTest
    @ValueSource(ints = {409, 429, 502})
    void the_rest_is_not_for_a_status(int code) {
        assertThat(translated(code, null, "later")).isInstanceOf(KubernetesClientException.class);
    }
}
