package io.millrace.platform.clickstream;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * One event of the shop.
 *
 * @param timestamp event time, milliseconds since 1970
 */
public record ShopEvent(@Nullable Long userId, String eventType, long productId, BigDecimal price, long timestamp) {}
