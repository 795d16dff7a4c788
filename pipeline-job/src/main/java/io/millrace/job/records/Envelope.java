package io.millrace.job.records;

/** What flows between operators: a row or a failure, with where it came from. */
public sealed interface Envelope {

    Origin origin();

    record Good(Row row, Origin origin) implements Envelope {
        @Override
        public Origin origin() {
            return origin.unpacked();
        }
    }

    record Bad(Failure failure, Origin origin) implements Envelope {
        @Override
        public Origin origin() {
            return origin.unpacked();
        }
    }
}
