package io.millrace.flink;

import java.net.URL;
import java.util.Arrays;
import java.util.List;
import org.apache.flink.client.deployment.application.ApplicationClusterEntryPoint;
import org.apache.flink.client.program.PackagedProgram;
import org.apache.flink.configuration.ConfigUtils;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.GlobalConfiguration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.runtime.entrypoint.ClusterEntrypoint;
import org.apache.flink.runtime.resourcemanager.StandaloneResourceManagerFactory;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.flink.runtime.util.JvmShutdownSafeguard;
import org.apache.flink.runtime.util.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A JobManager in application mode: {@code JobManagerProcess <configuration folder> <job class> [job arguments]}. Where
 * the job's jar lies ({@code pipeline.classpaths}), its id and what it restores from are in the configuration.
 *
 * <p>It is what {@code StandaloneApplicationClusterEntryPoint} of flink-container is, which is not published for this
 * version of Flink.
 */
@SuppressWarnings("try") // close() throws Exception in Flink's ClusterEntrypoint already.
public final class JobManagerProcess extends ApplicationClusterEntryPoint {

    private static final Logger LOG = LoggerFactory.getLogger(JobManagerProcess.class);

    private JobManagerProcess(Configuration configuration, PackagedProgram program) {
        super(configuration, program, StandaloneResourceManagerFactory.getInstance());
    }

    public static void main(String[] args) throws Exception {
        EnvironmentInformation.logEnvironmentInfo(LOG, JobManagerProcess.class.getSimpleName(), args);
        SignalHandler.register(LOG);
        JvmShutdownSafeguard.installAsShutdownHook(LOG);

        Configuration configuration = StandaloneResourceManagerFactory.getConfigurationWithoutResourceLimitationIfSet(
                GlobalConfiguration.loadConfiguration(args[0]));
        PackagedProgram program = program(configuration, args[1], Arrays.copyOfRange(args, 2, args.length));
        configureExecution(configuration, program);
        ClusterEntrypoint.runClusterEntrypoint(new JobManagerProcess(configuration, program));
    }

    // The jar is on the user's class path instead of being uploaded: both kinds of process see the same file system.
    private static PackagedProgram program(Configuration configuration, String jobClass, String[] jobArguments)
            throws Exception {
        List<URL> jobJars = ConfigUtils.decodeListFromConfig(configuration, PipelineOptions.CLASSPATHS, URL::new);
        return PackagedProgram.newBuilder()
                .setUserClassPaths(jobJars)
                .setEntryPointClassName(jobClass)
                .setArguments(jobArguments)
                .setConfiguration(configuration)
                .build();
    }
}
