package io.millrace.operator.leadership;

/** One operator alone, as its configuration says: there is no lease. */
public final class Unopposed implements Leadership {

    @Override
    public boolean isHeld() {
        return true;
    }

    @Override
    public void act(Runnable effect) {
        effect.run();
    }

    @Override
    public void await() {}

    @Override
    public boolean isInOrder() {
        return true;
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public void resign() {}
}
