package io.millrace.operator.faults;

import io.millrace.operator.leadership.Leadership;
import io.millrace.operator.leadership.NotLeadingException;
import io.millrace.operator.pipeline.Statuses;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The first operator is held up right before its n-th write; meanwhile the lease runs out and another one acts. When the
 * first wakes, its lease is gone.
 */
final class Takeover implements Between {

    private final AtomicInteger operators = new AtomicInteger();
    private int heldUpAt = -1;
    private int writes;
    private boolean deposed;
    private Runnable other = () -> {};

    /** @param write counted from now */
    void holdUpAt(int write, Runnable another) {
        heldUpAt = writes + write;
        other = another;
    }

    boolean happened() {
        return deposed;
    }

    @Override
    public <P> P around(Class<P> port, P real) {
        if (port == Leadership.class) {
            operators.incrementAndGet();
        }
        boolean first = port == Leadership.class ? operators.get() == 1 : operators.get() <= 1;
        if (!first || (port != Leadership.class && port != Statuses.class)) {
            return real;
        }
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    boolean acts =
                            method.getName().equals("act") || method.getName().equals("write");
                    if (acts) {
                        beforeWrite();
                    }
                    if (method.getName().equals("act") && deposed) {
                        throw new NotLeadingException();
                    }
                    try {
                        return method.invoke(real, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }

    private void beforeWrite() {
        if (++writes == heldUpAt) {
            deposed = true;
            other.run();
        }
    }
}
