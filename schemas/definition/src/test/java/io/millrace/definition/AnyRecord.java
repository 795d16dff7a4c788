package io.millrace.definition;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Any value of a record: of its components as they are declared, so that one that is added is among them. What a record
 * does not let itself be made of is tried again with other values.
 */
public final class AnyRecord {

    private static final String[] TEXTS = {"", "a", "b.c", "\"é\n😀", " ", "null", "1"};
    private static final int DEEPEST = 9;
    private static final int MOST_TRIES = 10_000;

    private final Random random;

    public AnyRecord(long seed) {
        this.random = new Random(seed);
    }

    public <T extends Record> T of(Class<T> type) throws ReflectiveOperationException {
        return type.cast(record(type, 0));
    }

    private Object record(Class<?> type, int depth) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        for (int i = 0; i < MOST_TRIES; i++) {
            @Nullable Object[] values = new @Nullable Object[components.length];
            for (int j = 0; j < values.length; j++) {
                values[j] = component(components[j], depth + 1);
            }
            try {
                return constructor.newInstance(values);
            } catch (InvocationTargetException e) {
                if (!(e.getCause() instanceof IllegalArgumentException)) {
                    throw e;
                }
            }
        }
        throw new IllegalStateException(type + " refuses everything");
    }

    private @Nullable Object component(RecordComponent component, int depth) throws ReflectiveOperationException {
        // A version is what the format is told by.
        if (component.getName().equals("formatVersion")) {
            return 1;
        }
        AnnotatedType type = component.getAnnotatedType();
        boolean none = type.isAnnotationPresent(Nullable.class) && random.nextInt(3) == 0;
        return none ? null : value(component.getGenericType(), depth);
    }

    private Object value(Type type, int depth) throws ReflectiveOperationException {
        if (type instanceof ParameterizedType container) {
            return container(container, depth);
        }
        Class<?> plain = (Class<?>) type;
        if (plain.isEnum()) {
            return oneOf(plain.getEnumConstants());
        }
        if (plain.isSealed()) {
            return value(oneOf(plain.getPermittedSubclasses()), depth);
        }
        return plain.isRecord() ? record(plain, depth) : simple(plain);
    }

    private Object simple(Class<?> type) {
        if (type == String.class) {
            return oneOf(TEXTS);
        }
        if (type == int.class || type == Integer.class) {
            return random.nextInt(5);
        }
        if (type == boolean.class) {
            return random.nextBoolean();
        }
        if (type == long.class || type == Long.class) {
            return random.nextInt(4) == 0 ? random.nextLong() : (long) random.nextInt(100);
        }
        throw new IllegalStateException("what is any " + type + "?");
    }

    private Object container(ParameterizedType type, int depth) throws ReflectiveOperationException {
        int size = depth > DEEPEST ? 0 : random.nextInt(4);
        Type[] of = type.getActualTypeArguments();
        if (type.getRawType() == Map.class) {
            Map<Object, Object> map = new LinkedHashMap<>();
            for (int i = 0; i < size; i++) {
                map.put(value(of[0], depth + 1), value(of[1], depth + 1));
            }
            return map;
        }
        List<Object> list = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            list.add(value(of[0], depth + 1));
        }
        return type.getRawType() == List.class ? list : new HashSet<>(list);
    }

    private <T> T oneOf(T[] all) {
        return all[random.nextInt(all.length)];
    }
}
