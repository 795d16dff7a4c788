package io.millrace.job.steps;

import io.millrace.definition.PipelineDefinition;
import io.millrace.definition.RunSettings;
import io.millrace.definition.StepDefinition.Window;
import io.millrace.job.plan.CarriedPlan;
import io.millrace.job.records.Envelope;
import io.millrace.job.records.Header;
import io.millrace.job.records.LateHeaders;
import io.millrace.job.records.Origin;
import io.millrace.job.records.OutRecord;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.jspecify.annotations.Nullable;

/** Records that came after their window was closed, on their way to the late topic. */
public final class LateRecords extends ProcessFunction<Envelope, OutRecord> {

    private static final long serialVersionUID = 1;

    private final CarriedPlan plan;
    private final String step;
    private transient Payloads payloads;
    private transient PipelineDefinition definition;
    private transient RunSettings run;
    private transient @Nullable MissedWindows missed;

    @SuppressWarnings("NullAway.Init") // the transient ones come with open()
    public LateRecords(CarriedPlan plan, String step) {
        this.plan = plan;
        this.step = step;
    }

    @Override
    public void open(OpenContext context) {
        definition = plan.definition();
        run = plan.run();
        payloads = new Payloads(definition, run.largestRecordBytes());
        missed = definition.steps().stream()
                .filter(one -> one.name().equals(step) && one instanceof Window)
                .map(one -> new MissedWindows((Window) one))
                .findFirst()
                .orElse(null);
    }

    @Override
    public void processElement(Envelope late, Context context, Collector<OutRecord> out) {
        // This function stands right behind the window, so its watermark is the one that closed it.
        long watermark = context.timerService().currentWatermark();
        Origin origin = late.origin();
        List<Header> headers = headers(origin, watermark);
        Long timestamp = context.timestamp();
        if (missed != null && timestamp != null && late instanceof Envelope.Good good) {
            headers.addAll(missed.headers(good.row(), timestamp));
        }
        out.collect(payloads.full(definition.lateTopic(), origin, headers, "late.payload"));
    }

    private List<Header> headers(Origin origin, long watermark) {
        List<Header> headers = new ArrayList<>();
        if (origin instanceof Origin.Consumed consumed) {
            headers.add(Header.text("late.topic", consumed.topic()));
            headers.add(Header.text("late.partition", Integer.toString(consumed.partition())));
            headers.add(Header.text("late.offset", Long.toString(consumed.offset())));
            headers.add(Header.text("late.original.timestamp", Long.toString(consumed.timestamp())));
        }
        headers.add(Header.text(LateHeaders.STEP, step));
        headers.add(Header.text("late.watermark", Long.toString(watermark)));
        headers.add(Header.text("late.pipeline", run.namespace() + "/" + run.pipeline()));
        headers.add(Header.text("late.revision", run.revision()));
        headers.add(Header.text(LateHeaders.ID, RecordIds.of(origin) + "-" + step));
        return headers;
    }
}
