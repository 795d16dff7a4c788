package io.millrace.operator.result;

/**
 * Every reason that a condition can have, with the word that stands in the API. Words never change. Events that tell of a
 * condition have its reason; those that tell what was done have words of their own.
 */
public enum Reason {
    /** The spec does not make sense by itself: an expression, a type, a reference. */
    SPEC_INVALID("SpecInvalid", Concern.SPEC),
    /** The administrator's configuration names no such connection. */
    CLUSTER_UNKNOWN("ClusterUnknown", Concern.SPEC),
    /** The namespace may not own this topic or subject. */
    NOT_ALLOWED("NotAllowed", Concern.SPEC),
    /** The installed Flink Kubernetes operator does not know the Flink version. */
    FLINK_VERSION_UNSUPPORTED("FlinkVersionUnsupported", Concern.SPEC),
    /** Transactions would be given up by the brokers before a checkpoint commits them. */
    TRANSACTION_TIMEOUT("TransactionTimeoutRefused", Concern.SPEC),

    /** Schemas are registered as declared. */
    SCHEMAS_REGISTERED("SchemasRegistered", Concern.SCHEMAS),
    /** A schema cannot be parsed. */
    SCHEMA_INVALID("SchemaInvalid", Concern.SCHEMAS),
    /** A schema breaks the compatibility level of its subject. */
    SCHEMA_INCOMPATIBLE("SchemaIncompatible", Concern.SCHEMAS),
    /** A subject or version that the spec refers to is not in the registry. */
    SCHEMA_NOT_FOUND("SchemaNotFound", Concern.SCHEMAS),
    /** Another pipeline owns the subject. */
    SUBJECT_OWNED_BY_ANOTHER("SubjectOwnedByAnother", Concern.SCHEMAS),
    /** The registry refused to register or configure. */
    REGISTRY_REFUSED("RegistryRefused", Concern.SCHEMAS),
    REGISTRY_UNREACHABLE("RegistryUnreachable", Concern.SCHEMAS),

    /** Topics are there as declared. */
    TOPICS_READY("TopicsReady", Concern.TOPICS),
    /** A topic that is used and not listed does not exist, or one that was there is gone. */
    TOPIC_NOT_FOUND("TopicNotFound", Concern.TOPICS),
    /** Another pipeline owns the topic: it had it first, or is older where neither has it yet. */
    TOPIC_OWNED_BY_ANOTHER("TopicOwnedByAnother", Concern.TOPICS),
    /** Kafka cannot remove partitions. */
    PARTITION_SHRINK("PartitionShrinkRefused", Concern.TOPICS),
    /** More replicas than brokers, or another number than the topic has. */
    REPLICAS_REFUSED("ReplicasRefused", Concern.TOPICS),
    /** A configuration key or value that the brokers do not accept, or under which nothing could be written. */
    TOPIC_CONFIG_REFUSED("TopicConfigRefused", Concern.TOPICS),
    /** A topic was changed by somebody else; the pipeline is ready nevertheless. */
    TOPIC_DIFFERS("TopicDiffers", Concern.TOPICS),
    /** The brokers refused to create, change or delete a topic. */
    KAFKA_REFUSED("KafkaRefused", Concern.TOPICS),
    KAFKA_UNREACHABLE("KafkaUnreachable", Concern.TOPICS),

    /** The job runs and has completed a checkpoint. */
    RUNNING("Running", Concern.JOB),
    /** The job is being stopped with a savepoint. */
    DRAINING("Draining", Concern.JOB),
    /** The job is being started. */
    STARTING("Starting", Concern.JOB),
    /** The job was started and has not completed a checkpoint yet. */
    SETTLING("Settling", Concern.JOB),
    /** The job is stopped because the spec says so. */
    SUSPENDED("Suspended", Concern.JOB),
    /** Flink gave the job up, or it restarts again and again. */
    JOB_FAILED("JobFailed", Concern.JOB),
    /** Flink says something else than RUNNING; mostly it heals by itself. */
    JOB_NOT_RUNNING("JobNotRunning", Concern.JOB),
    /** No TaskManager is there to run the job on; it goes on by itself when one comes. */
    TASK_MANAGERS_MISSING("TaskManagersMissing", Concern.JOB),
    /** The FlinkDeployment is gone although nobody asked for that here. */
    JOB_MISSING("JobMissing", Concern.JOB),
    /** Nothing has been started yet. */
    NOT_STARTED("NotStarted", Concern.JOB),
    /** An object of the name that is needed belongs to somebody else. */
    RESOURCE_CONFLICT("ResourceConflict", Concern.JOB),
    /** The Kubernetes API refused an object. */
    KUBERNETES_REFUSED("KubernetesRefused", Concern.JOB),
    FLINK_UNREACHABLE("FlinkUnreachable", Concern.JOB),
    /** Flink does not remove a savepoint that nobody needs: an event, as nothing waits for it. */
    FLINK_REFUSED("FlinkRefused", Concern.JOB),

    /** Every record that was consumed is accounted for, and none twice. */
    BALANCED("Balanced", Concern.LEDGER),
    /** Records were lost or counted twice: the message says where. */
    IMBALANCED("Imbalanced", Concern.LEDGER),
    /** No checkpoint has been read from the ledger yet. */
    LEDGER_PENDING("LedgerPending", Concern.LEDGER),

    /** The spec was accepted and is in place. */
    IN_PLACE("InPlace", Concern.SPEC),
    DEPLOYING("Deploying", Concern.SPEC),
    UPGRADING("Upgrading", Concern.SPEC),
    SUSPENDING("Suspending", Concern.SPEC),
    RESUMING("Resuming", Concern.SPEC),
    RESTARTING("Restarting", Concern.SPEC),
    RESTORING("Restoring", Concern.SPEC),
    /** The previous revision is being started again. */
    ROLLING_BACK("RollingBack", Concern.SPEC),
    /** The revision that the spec asks for was tried and given up; another one runs. */
    ROLLED_BACK("RolledBack", Concern.SPEC),
    /** A revision has failed, and going on needs a choice that is not the operator's. */
    MANUAL_DECISION("ManualDecision", Concern.JOB),
    /** The savepoint that the spec names is not one that is kept. */
    SAVEPOINT_NOT_FOUND("SavepointNotFound", Concern.SPEC),
    /** The state of what runs cannot be read by what the spec asks for. */
    STATE_INCOMPATIBLE("StateIncompatible", Concern.SPEC),
    /** The spec is being judged before anything is done. */
    JUDGING("Judging", Concern.SPEC),
    /** A candidate is being made ready to be compared with the live job. */
    REHEARSING("Rehearsing", Concern.SPEC),
    /** A candidate runs next to the live job, and what they write is being compared. */
    COMPARING("Comparing", Concern.CANARY),
    /** Enough of a candidate's output was compared, and no more differs than may. */
    CANARY_PASSED("CanaryPassed", Concern.CANARY),
    /** More of a candidate's output differs than may. */
    CANARY_FAILED("CanaryFailed", Concern.CANARY),
    /** A candidate is worse than the live job by a measure that its spec has a gate for. */
    GATE_FAILED("CanaryGateFailed", Concern.CANARY),
    /** A candidate's output does not say enough about it. */
    CANARY_INCONCLUSIVE("CanaryInconclusive", Concern.CANARY),
    /** Something of somebody else's is where a candidate's would be made, or nobody can read what it is to run on. */
    CANARY_BLOCKED("CanaryBlocked", Concern.CANARY),
    /** A candidate was given up. */
    CANARY_ABORTED("CanaryAborted", Concern.CANARY),
    /** Topics of a candidate could not be deleted in time: an event, as nothing waits for it. */
    CANARY_LEFT_BEHIND("CanaryLeftBehind", Concern.CANARY),
    /** The spec asks for something about a candidate that is not done. */
    PROMOTION_REFUSED("PromotionRefused", Concern.CANARY),
    /** What was made for a candidate is being removed. */
    DISMISSING("Dismissing", Concern.SPEC),
    /** A savepoint is being taken while the job runs on, or what is known of one is being kept. */
    SAVING("Saving", Concern.SPEC),
    /** A job has settled, and what is not needed any more is being removed. */
    TIDYING("Tidying", Concern.SPEC),
    /** A deletion waits for something that does not come by itself. */
    DELETION_BLOCKED("DeletionBlocked", Concern.SPEC),
    DELETING("Deleting", Concern.SPEC),
    /** A phase takes longer than it should; it goes on, but somebody should look. */
    DEADLINE_EXCEEDED("DeadlineExceeded", Concern.SPEC),
    /** The operator itself failed: its log has the details. */
    INTERNAL_ERROR("InternalError", Concern.SPEC);

    private final String word;
    private final Concern concern;

    Reason(String word, Concern concern) {
        this.word = word;
        this.concern = concern;
    }

    public String word() {
        return word;
    }

    public Concern concern() {
        return concern;
    }
}
