package io.millrace.operator.faults;

import io.millrace.operator.leadership.Leadership;
import io.millrace.operator.pipeline.Statuses;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** Counts the calls that the operator makes to anything outside, and lets some go wrong. */
public final class Faults implements Between {

    /** What a process asks itself, not others. */
    private static boolean isItsOwn(Class<?> port, Method method) {
        return method.getDeclaringClass() == Object.class
                || (port == Statuses.class && Set.of("latest", "forget").contains(method.getName()));
    }

    /** Sees everything that is done, before and after. */
    public interface Witness {
        void before(Call call);

        void after(Call call);
    }

    private final List<Call> calls = Collections.synchronizedList(new ArrayList<>());
    private final List<Witness> witnesses = new CopyOnWriteArrayList<>();
    private volatile Plan plan = call -> Fault.NONE;
    private int hits;
    private boolean dying;

    /** What goes wrong with which call. */
    public interface Plan {
        Fault next(Call call);
    }

    /** From now on calls are counted and seen by the witness. */
    public void watch(Witness witness) {
        calls.clear();
        hits = 0;
        witnesses.add(witness);
    }

    /** From now on calls go wrong as planned. */
    public void plan(Plan faults) {
        plan = faults;
    }

    List<Call> calls() {
        return List.copyOf(calls);
    }

    /** How many calls have gone wrong. */
    int hits() {
        return hits;
    }

    @Override
    public <P> P around(Class<P> port, P real) {
        if (port == Leadership.class) {
            return real;
        }
        Object proxy = Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (self, method, arguments) -> isItsOwn(port, method)
                        ? invoke(real, method, arguments)
                        : call(port, real, method, arguments == null ? new Object[0] : arguments));
        return port.cast(proxy);
    }

    private Object call(Class<?> port, Object real, Method method, Object[] arguments) throws Throwable {
        if (dying) {
            dying = false;
            throw new Killed();
        }
        Call call = Call.of(calls.size() + 1, port, method, arguments);
        calls.add(call);
        Fault fault = plan.next(call);
        hits += fault == Fault.NONE ? 0 : 1;
        return carryOut(fault, call, () -> {
            witnesses.forEach(witness -> witness.before(call));
            try {
                return invoke(real, method, arguments);
            } finally {
                // It may have been done although it failed.
                witnesses.forEach(witness -> witness.after(call));
            }
        });
    }

    private interface Deed {
        Object now() throws Throwable;
    }

    private Object carryOut(Fault fault, Call call, Deed deed) throws Throwable {
        switch (fault) {
            case NONE -> {
                return deed.now();
            }
            case KILLED_BEFORE -> throw new Killed();
            case KILLED_AFTER -> {
                deed.now();
                throw new Killed();
            }
            case REPLY_LOST -> {
                return Replies.instead(Fault.TIMEOUT, call, deed.now());
            }
            case REPLY_LOST_AND_KILLED -> {
                Object lost = deed.now();
                dying = true;
                return Replies.instead(Fault.TIMEOUT, call, lost);
            }
            case REPEATED -> {
                deed.now();
                return deed.now();
            }
            case CONFLICT, GONE, THROTTLED, BROKEN, TIMEOUT -> {
                // What was only to be looked at can be looked at all the same: the answer is not given.
                return Replies.instead(fault, call, call.write() ? null : deed.now());
            }
        }
        throw new AssertionError(fault);
    }

    private static Object invoke(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
