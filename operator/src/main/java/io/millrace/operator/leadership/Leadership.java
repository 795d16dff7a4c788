package io.millrace.operator.leadership;

/** Whether this process may act. */
public interface Leadership {

    /** True only while nobody else can have begun to act: it ends by the clock, whether or not anything is heard. */
    boolean isHeld();

    /** Does what must not be done by two, or throws {@link NotLeadingException} without having begun. */
    void act(Runnable effect);

    /** Returns once this process leads for the first time. */
    void await() throws InterruptedException;

    /** Whether it takes its part: it leads, or sees that another one does. */
    boolean isInOrder();

    /** Whether its part is taken often enough; if not, only a new process helps. */
    boolean isAlive();

    /** Acts no more, and lets another one lead at once unless something is still under way. */
    void resign();
}
