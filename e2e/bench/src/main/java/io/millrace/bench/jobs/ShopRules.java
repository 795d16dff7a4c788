package io.millrace.bench.jobs;

import io.millrace.bench.avro.ShopClick;
import java.util.Set;

/** The conditions of the pipelines, as one writes them in Java. */
final class ShopRules {

    private static final Set<String> TYPES = Set.of("view", "cart", "remove_from_cart", "purchase");

    private ShopRules() {}

    static boolean isKept(ShopClick click) {
        return !click.getEventType().equals("remove_from_cart");
    }

    static boolean isValid(ShopClick click) {
        Long user = click.getUserId();
        return user != null && user > 0 && TYPES.contains(click.getEventType());
    }
}
