package io.millrace.operator.faults;

/** What stands between the operator and everything outside. */
public interface Between {

    Between NOTHING = new Between() {
        @Override
        public <P> P around(Class<P> port, P real) {
            return real;
        }
    };

    <P> P around(Class<P> port, P real);

    /** Both, this one nearer to the operator. */
    default Between before(Between other) {
        Between first = this;
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                return first.around(port, other.around(port, real));
            }
        };
    }
}
