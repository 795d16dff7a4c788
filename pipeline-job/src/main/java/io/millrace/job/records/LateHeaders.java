package io.millrace.job.records;

/** The headers of late records that somebody else reads as well. */
public final class LateHeaders {

    /** The same for the same record, however often it is late. */
    public static final String ID = "late.id";

    public static final String STEP = "late.step";

    /** The window's key columns, as a JSON object. */
    public static final String KEY = "late.key";

    /** The starts of the windows that it would have been in, with commas between. */
    public static final String WINDOWS = "late.windows";

    private LateHeaders() {}
}
