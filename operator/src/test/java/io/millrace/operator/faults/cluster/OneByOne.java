package io.millrace.operator.faults.cluster;

import io.millrace.operator.faults.Between;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;

/** Lets in one thread at a time what was made for one. */
final class OneByOne implements Between {

    @Override
    public <P> P around(Class<P> port, P real) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    synchronized (real) {
                        try {
                            return method.invoke(real, arguments);
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }
                }));
    }
}
