package io.millrace.operator.leadership;

import java.util.Optional;

/** One lease with a version, as the API server keeps it. */
final class InMemoryLease implements LeaseStore {

    private Optional<Lease> stored = Optional.empty();
    private int version;
    private boolean away;

    void setAway(boolean away) {
        this.away = away;
    }

    void delete() {
        stored = Optional.empty();
    }

    @Override
    public Optional<Lease> read() throws LeaseUnreachableException {
        answer();
        return stored;
    }

    @Override
    public boolean write(Lease lease) throws LeaseUnreachableException {
        answer();
        if (!lease.version().equals(stored.flatMap(Lease::version))) {
            return false;
        }
        String next = String.valueOf(++version);
        stored = Optional.of(
                new Lease(lease.holder(), lease.acquired(), lease.renewed(), lease.transitions(), Optional.of(next)));
        return true;
    }

    private void answer() throws LeaseUnreachableException {
        if (away) {
            throw new LeaseUnreachableException("away", new IllegalStateException());
        }
    }
}
