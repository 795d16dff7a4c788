package io.millrace.definition.state;

/** The names of what operators keep. Part of the state format: never change one. */
public final class StateNames {

    /** In every operator that counts. */
    public static final String BOOKS = "books";

    public static final String EPOCH = "epoch";
    public static final String WATERMARK = "watermark";

    /** Of deduplicate: the event times that passed, and the timers that forget them. */
    public static final String PASSED = "passed";

    public static final String FORGET = "forget";

    /** Of a window whose result may come again: how many rows a result has told of. */
    public static final String TOLD = "told";

    /** Of the comparison: the snapshot's checkpoint and the latest event time read before it, what the judge knows, what is not matched, how many samples went. */
    public static final String CUT = "cut";

    public static final String LATEST_READ = "latest-read";

    public static final String JUDGE = "judge";
    public static final String UNMATCHED = "unmatched";
    public static final String SAMPLES = "samples";

    // What Flink itself calls the state of windows, of sources and of sinks.
    static final String WINDOW_CONTENTS = "window-contents";
    static final String WINDOW_TIMERS = "window-timers";
    static final String SOURCE_READER = "SourceReaderState";
    static final String SINK_WRITER = "writer_raw_states";
    static final String SINK_COMMITTER = "streaming_committer_raw_states";

    private StateNames() {}
}
