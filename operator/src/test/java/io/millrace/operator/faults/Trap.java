package io.millrace.operator.faults;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * Where the fault is.
 *
 * @param number of the first call that it hits
 * @param name of that call; later calls of the same name are hit too
 * @param times how many calls it hits in all
 */
record Trap(Fault fault, int number, String name, int times) {

    static final Trap NONE = new Trap(Fault.NONE, 0, "", 0);

    static Trap at(Call call, Fault fault, int times) {
        return new Trap(fault, call.number(), call.name(), times);
    }

    /** Good for one run. */
    Faults.Plan plan() {
        AtomicInteger left = new AtomicInteger(times);
        return call ->
                left.get() > 0 && call.number() >= number && call.name().equals(name) && left.getAndDecrement() > 0
                        ? fault
                        : Fault.NONE;
    }

    @Override
    public String toString() {
        return "call " + number + " (" + name + ") " + fault + (times > 1 ? ", " + times + " times" : "");
    }
}
