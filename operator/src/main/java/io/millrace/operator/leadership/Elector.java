package io.millrace.operator.leadership;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for election and holds the lease once it is won. A leader that cannot renew stops by the clock, begins nothing
 * any more and goes on when it finds the lease unchanged: nobody has acted meanwhile. If something that it began still
 * hangs then, or another one leads, the process has to end, and {@code end} does that.
 */
public final class Elector implements Leadership, Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(Elector.class);
    private static final Duration LONGEST_DISORDER = Duration.ofMinutes(1);

    private final String candidate;
    private final LeaseStore store;
    private final Terms terms;
    private final Clock clock;
    private final LongSupplier nanos;
    private final Runnable end;

    private final CountDownLatch won = new CountDownLatch(1);
    private final AtomicInteger underWay = new AtomicInteger();
    private Optional<Lease> seen = Optional.empty();
    private long seenSince;
    private String lastWord = "";
    private volatile boolean leading;
    private volatile boolean resigned;
    private volatile boolean inOrder;
    private volatile long heldUntil;
    private volatile long lastInOrder;

    /**
     * @param candidate a name that no other process has, nor this one after a restart
     * @param nanos runs on while the clock is set
     */
    public Elector(String candidate, LeaseStore store, Terms terms, Clock clock, LongSupplier nanos, Runnable end) {
        this.candidate = candidate;
        this.store = store;
        this.terms = terms;
        this.clock = clock;
        this.nanos = nanos;
        this.end = end;
        this.lastInOrder = nanos.getAsLong();
    }

    @Override
    public void run() {
        while (!resigned) {
            step();
            try {
                Thread.sleep(terms.pause().toMillis());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    synchronized void step() {
        if (resigned) {
            return;
        }
        long began = nanos.getAsLong();
        try {
            note(store.read());
            Duration unchanged = Duration.ofNanos(nanos.getAsLong() - seenSince);
            make(Move.next(candidate, leading, seen, unchanged, terms.duration(), clock.instant()), began);
        } catch (LeaseUnreachableException e) {
            inOrder = isHeld();
            lastInOrder = nanos.getAsLong();
            say("The lease cannot be reached: " + e.getMessage());
        }
        if (leading && !isHeld() && underWay.get() > 0) {
            say("Something hangs that was begun as the leader, and others may lead soon");
            end.run();
        }
    }

    private void note(Optional<Lease> lease) {
        if (!lease.equals(seen)) {
            seen = lease;
            seenSince = nanos.getAsLong();
        }
    }

    private void make(Move move, long began) throws LeaseUnreachableException {
        if (move instanceof Move.Write write) {
            inOrder = store.write(write.lease());
            if (inOrder) {
                lead(began);
            }
        } else if (move instanceof Move.StandBy standBy) {
            inOrder = true;
            say("Stands by; " + standBy.leader() + " leads");
        } else if (move instanceof Move.Deposed deposed) {
            leading = false;
            say(deposed.leader() + " leads now");
            end.run();
        }
        if (inOrder) {
            lastInOrder = nanos.getAsLong();
        }
    }

    // From the moment before the call: the lease may have been written, and its time begun, at any point in it.
    private void lead(long began) {
        heldUntil = began + terms.deadline().toNanos();
        leading = true;
        say("Leads as " + candidate);
        won.countDown();
    }

    private void say(String word) {
        if (!word.equals(lastWord)) {
            LOG.info("{}", word);
            lastWord = word;
        }
    }

    @Override
    public boolean isHeld() {
        return leading && nanos.getAsLong() - heldUntil < 0;
    }

    @Override
    public void act(Runnable effect) {
        underWay.incrementAndGet();
        try {
            if (!isHeld()) {
                throw new NotLeadingException();
            }
            effect.run();
        } finally {
            underWay.decrementAndGet();
        }
    }

    @Override
    public void await() throws InterruptedException {
        won.await();
    }

    @Override
    public boolean isInOrder() {
        return inOrder;
    }

    // A store that is away is no reason to start again.
    @Override
    public boolean isAlive() {
        return nanos.getAsLong() - lastInOrder < LONGEST_DISORDER.toNanos();
    }

    @Override
    public synchronized void resign() {
        resigned = true;
        boolean held = isHeld() && underWay.get() == 0;
        leading = false;
        try {
            Optional<Lease> lease = store.read().filter(stored -> held && stored.isHeldBy(candidate));
            if (lease.isPresent() && store.write(lease.get().given(clock.instant()))) {
                LOG.info("The lease is given up");
            }
        } catch (LeaseUnreachableException e) {
            LOG.warn("The lease could not be given up, it will run out: {}", e.getMessage());
        }
    }
}
