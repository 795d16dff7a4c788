package io.millrace.bench;

import io.millrace.bench.avro.ShopClick;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Shop events, the same whenever they are made from the same seed. They cover one day, lie a little out of order, by
 * less than the pipelines wait for, and break no rule.
 */
record Clicks(long seed, int count) {

    private static final Instant START = Instant.parse("2025-01-01T00:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final int OUT_OF_ORDER_MILLIS = 4_000;
    private static final long FIRST_CATEGORY = 2_053_013_555_631_882_655L;

    private static final List<String> CATEGORIES = List.of(
            "electronics.telephones.smartphone",
            "electronics.audio.headphones.wireless",
            "computers.notebooks.ultrabook",
            "appliances.kitchen.refrigerators",
            "appliances.environment.vacuum",
            "furniture.living_room.sofa.corner",
            "apparel.shoes.sneakers.running",
            "construction.tools.drills.cordless");
    private static final List<String> BRANDS =
            List.of("samsung", "electrolux", "xiaomi", "huawei", "lucente", "whirlpool", "indesit", "panasonic");

    Stream<ShopClick> stream() {
        SplittableRandom random = new SplittableRandom(seed);
        return Stream.iterate(0, index -> index < count, index -> index + 1).map(index -> click(index, random));
    }

    private ShopClick click(int index, SplittableRandom random) {
        int product = random.nextInt(60_000);
        int category = product % CATEGORIES.size();
        long inOrder = (DAY.toMillis() - OUT_OF_ORDER_MILLIS) * index / count;
        return ShopClick.newBuilder()
                .setUserId(510_000_000L + random.nextInt(2_000_000))
                .setEventType(type(random.nextInt(100)))
                .setProductId(1_000_000L + product * 997L)
                .setCategoryId(FIRST_CATEGORY + category)
                .setCategoryCode(CATEGORIES.get(category))
                .setBrand(BRANDS.get(product / CATEGORIES.size() % BRANDS.size()))
                .setPrice(cents(99 + random.nextInt(250_000)))
                .setUserSession(new UUID(random.nextLong(), random.nextLong()).toString())
                .setTimestamp(START.plusMillis(inOrder + random.nextInt(OUT_OF_ORDER_MILLIS)))
                .build();
    }

    private static ByteBuffer cents(int cents) {
        return ByteBuffer.wrap(BigInteger.valueOf(cents).toByteArray());
    }

    // About as in a shop: most look, few buy.
    private static String type(int percent) {
        if (percent < 80) {
            return "view";
        }
        if (percent < 92) {
            return "cart";
        }
        return percent < 96 ? "remove_from_cart" : "purchase";
    }
}
