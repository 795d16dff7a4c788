package io.millrace.compiler;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.util.Optional;

/** Amounts of CPU and memory as the resource spells them: {@code 500m}, {@code 2Gi}. */
public final class QuantityText {

    // Kubernetes itself counts in such numbers.
    private static final BigDecimal MOST = BigDecimal.valueOf(Long.MAX_VALUE);

    // Flink's own overhead is more; what is less was written in another unit.
    private static final BigDecimal LEAST_MEMORY = BigDecimal.valueOf(64L * 1024 * 1024);

    private QuantityText() {}

    /** A part of a sentence for the user, when the text is no amount of which a pod can have some. */
    public static Optional<String> complaint(Quantity quantity) {
        try {
            BigDecimal amount = quantity.getNumericalAmount();
            if (amount.signum() <= 0) {
                return Optional.of("must be more than 0");
            }
            return amount.compareTo(MOST) > 0
                    ? Optional.of("'" + quantity + "' is more than Kubernetes can count")
                    : Optional.empty();
        } catch (RuntimeException e) {
            // The model's parser has no exception of its own for a text that is no quantity.
            return Optional.of("'" + quantity + "' is no quantity; write for instance 500m or 2Gi");
        }
    }

    /** The same of an amount of memory. */
    public static Optional<String> memoryComplaint(Quantity quantity) {
        return complaint(quantity)
                .or(() -> quantity.getNumericalAmount().compareTo(LEAST_MEMORY) < 0
                        ? Optional.of("'" + quantity
                                + "' is less than 64Mi, with which no Flink process begins; write for instance"
                                + " 2048Mi or 2Gi")
                        : Optional.empty());
    }
}
