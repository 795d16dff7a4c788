package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a visitor of the shop did. */
public record ShopEvent(@Nullable Long userId, String eventType, long productId, BigDecimal price, Instant timestamp) {

    public static final List<String> TYPES = List.of("view", "cart", "remove_from_cart", "purchase");

    ShopEvent withoutUser() {
        return new ShopEvent(null, eventType, productId, price, timestamp);
    }

    ShopEvent ofType(String type) {
        return new ShopEvent(userId, type, productId, price, timestamp);
    }
}
