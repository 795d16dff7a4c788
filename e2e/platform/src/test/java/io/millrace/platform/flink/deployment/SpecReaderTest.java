package io.millrace.platform.flink.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.platform.flink.deployment.FlinkSpec.Mount;
import io.millrace.platform.flink.deployment.FlinkSpec.Source;
import io.millrace.platform.flink.deployment.FlinkSpec.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpecReaderTest {

    private static final String COMPLETE =
            """
            {'image': 'millrace-job:1', 'imagePullPolicy': 'IfNotPresent', 'serviceAccount': 'flink',
             'flinkVersion': 'v2_2', 'restartNonce': 3,
             'flinkConfiguration': {
               'execution.checkpointing.savepoint-dir': 'file:///savepoints',
               'execution.checkpointing.dir': 'file:///checkpoints',
               'taskmanager.numberOfTaskSlots': '2',
               'kubernetes.operator.deployment.rollback.enabled': 'false'},
             'jobManager': {'replicas': 1, 'resource': {'cpu': 0.5, 'memory': '1Gi'}},
             'taskManager': {'resource': {'cpu': 1, 'memory': '2Gi'}},
             'podTemplate': {'metadata': {'labels': {'team': 'growth'}}, 'spec': {
               'containers': [{'name': 'flink-main-container',
                 'env': [{'name': 'MILLRACE_CONFIG_DIR', 'value': '/etc/millrace'}],
                 'volumeMounts': [{'name': 'definition', 'mountPath': '/etc/millrace', 'readOnly': true},
                                  {'name': 'keys', 'mountPath': '/etc/keys'}]}],
               'volumes': [{'name': 'definition', 'configMap': {'name': 'clicks-1-abc'}},
                           {'name': 'keys', 'secret': {'secretName': 'kafka'}}]}},
             'job': {'jarURI': 'local:///opt/flink/usrlib/millrace-job.jar', 'entryClass': 'io.millrace.job.PipelineJob',
                     'args': [], 'parallelism': 3, 'state': 'running', 'upgradeMode': 'savepoint',
                     'initialSavepointPath': null, 'allowNonRestoredState': false}}
            """;

    @Test
    void a_complete_spec_is_understood() {
        // when
        SpecReading reading = SpecReader.read(PretendResource.json(COMPLETE));
        // then
        assertThat(reading).isInstanceOf(SpecReading.Understood.class);
        FlinkSpec spec = ((SpecReading.Understood) reading).spec();
        assertThat(spec.configuration())
                .isEqualTo(Map.of(
                        "execution.checkpointing.savepoint-dir", "file:///savepoints",
                        "execution.checkpointing.dir", "file:///checkpoints",
                        "taskmanager.numberOfTaskSlots", "2"));
        assertThat(spec.taskManagers()).isEqualTo(2);
        assertThat(spec.taskManagerMemory()).contains("2Gi");
        assertThat(spec.container())
                .isEqualTo(new FlinkSpec.Container(
                        List.of(new Variable("MILLRACE_CONFIG_DIR", "/etc/millrace")),
                        List.of(
                                new Mount("definition", "/etc/millrace", Source.CONFIG_MAP, "clicks-1-abc"),
                                new Mount("keys", "/etc/keys", Source.SECRET, "kafka"))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            /flinkVersion | 'v2_1' | supports spec.flinkVersion: v2_2 only, not v2_1
            /mode | 'standalone' | supports spec.mode: native only, not standalone
            /jobManager/replicas | 2 | supports spec.jobManager.replicas: 1 only, not 2
            /job/upgradeMode | 'last_state' | spec.job.upgradeMode is savepoint, last-state or stateless, not last_state
            /job/upgradeMode | 'last-state' | needs high-availability.type: kubernetes for upgrade mode last-state
            /job/parallelism | 0 | Job parallelism must be larger than 0
            /job/entryClass | null | needs spec.job.entryClass
            /job/savepointTriggerNonce | 1 | does not support spec.job.savepointTriggerNonce
            /ingress | {'template': '/x'} | does not support spec.ingress.template
            /taskManager/replicas | 2 | does not support spec.taskManager.replicas
            /podTemplate/spec/initContainers | [{'name': 'x'}] | does not support spec.podTemplate.spec.initContainers[].name
            /podTemplate/spec/volumes | [] | The volume definition is mounted but is neither a ConfigMap nor a Secret
            /podTemplate/spec/containers | [{'name': 'side'}] | runs the container flink-main-container only, not side
            /podTemplate/spec/containers | [{'name': 'flink-main-container', 'env': [{'name': 'X', 'valueFrom': {'fieldRef': {'fieldPath': 'x'}}}]}] | does not support spec.podTemplate.spec.containers[].env[].valueFrom
            /flinkConfiguration/kubernetes.cluster-id | 'mine' | Forbidden Flink config key: kubernetes.cluster-id
            /flinkConfiguration/kubernetes.operator.job.savepoint-on-deletion | 'true' | does not support kubernetes.operator.job.savepoint-on-deletion: true
            /flinkConfiguration/job.autoscaler.enabled | 'true' | does not support job.autoscaler.enabled: true
            /flinkConfiguration/taskmanager.numberOfTaskSlots | 'two' | taskmanager.numberOfTaskSlots must be a number
            /flinkConfiguration/kubernetes.operator.job.upgrade.last-state-fallback.enabled | 'perhaps' | does not support kubernetes.operator.job.upgrade.last-state-fallback.enabled: perhaps
            /flinkConfiguration/execution.checkpointing.dir | null | Checkpoint directory[execution.checkpointing.dir] must be defined for last-state and savepoint upgrade modes
            /flinkConfiguration/execution.checkpointing.savepoint-dir | null | Job could not be upgraded with savepoint while config key[execution.checkpointing.savepoint-dir] is not set
            """)
    void what_cannot_be_done_is_refused_with_a_sentence(String field, String value, String sentence) {
        // when
        SpecReading reading = SpecReader.read(with(field, PretendResource.json(value)));
        // then
        assertThat(reading).isInstanceOfSatisfying(SpecReading.Refused.class, refused -> assertThat(refused.message())
                .contains(sentence));
    }

    private static JsonNode with(String field, JsonNode value) {
        JsonNode spec = PretendResource.json(COMPLETE);
        int last = field.lastIndexOf('/');
        ObjectNode parent = (ObjectNode) spec.at(field.substring(0, last));
        if (value.isNull()) {
            parent.remove(field.substring(last + 1));
        } else {
            parent.set(field.substring(last + 1), value);
        }
        return spec;
    }
}
