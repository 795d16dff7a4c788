package io.millrace.operator.leadership;

import java.util.Optional;

/** Where the lease is. Both answer within a few seconds, one way or the other. */
public interface LeaseStore {

    Optional<Lease> read() throws LeaseUnreachableException;

    /** Whether it was written; if not, somebody else wrote it since it was read. */
    boolean write(Lease lease) throws LeaseUnreachableException;
}
