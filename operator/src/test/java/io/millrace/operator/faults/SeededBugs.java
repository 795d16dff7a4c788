package io.millrace.operator.faults;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.millrace.api.v1alpha1.PipelineStatus;
import io.millrace.api.v1alpha1.StreamingPipeline;
import io.millrace.operator.jobs.FlinkJobs;
import io.millrace.operator.jobs.JobFigures;
import io.millrace.operator.jobs.JobMonitor;
import io.millrace.operator.pipeline.Statuses;
import io.millrace.operator.result.Observed;
import io.millrace.operator.result.PipelineId;
import io.millrace.operator.topics.Topics;
import io.millrace.operator.transactions.OpenTransaction;
import io.millrace.operator.transactions.Transactions;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Mistakes that an operator could make. Each stands between a sound one and the world. */
final class SeededBugs {

    private static final KubernetesSerialization JSON = new KubernetesSerialization();

    private SeededBugs() {}

    /** Says that a status is stored, and stores it after the effect that it announces. */
    static Between effectBeforeIntent() {
        return new Between() {
            private @Nullable Late late;

            @Override
            public <P> P around(Class<P> port, P real) {
                if (port == Statuses.class) {
                    late = new Late((Statuses) real);
                    return port.cast(late);
                }
                return after(port, real, () -> {
                    if (late != null) {
                        late.store();
                    }
                });
            }
        };
    }

    private static final class Late implements Statuses {

        private record Told(StreamingPipeline pipeline, PipelineStatus status) {}

        private final Statuses real;
        private @Nullable Told told;
        private int looks;

        Late(Statuses real) {
            this.real = real;
        }

        @Override
        public StreamingPipeline latest(StreamingPipeline cached) {
            if (told == null) {
                return real.latest(cached);
            }
            // When there is nothing to do, it is stored in the end.
            if (++looks > 2) {
                store();
                return cached;
            }
            StreamingPipeline believed = JSON.clone(cached);
            believed.setStatus(told.status());
            return believed;
        }

        @Override
        public boolean isCurrent(StreamingPipeline pipeline) {
            return real.isCurrent(pipeline);
        }

        @Override
        public boolean write(StreamingPipeline pipeline, PipelineStatus status) {
            if (told != null) {
                store();
                return false;
            }
            told = new Told(pipeline, status);
            looks = 0;
            return true;
        }

        void store() {
            Told before = told;
            told = null;
            if (before != null) {
                real.write(before.pipeline(), before.status());
            }
        }

        @Override
        public void forget(StreamingPipeline pipeline) {
            real.forget(pipeline);
        }
    }

    /** Loses the savepoints when the status is written that announces the start. */
    static Between forgetfulOfSavepoints() {
        return statuses(status -> {
            if (status.at("/operation/phase").asText().equals("Start")) {
                status.remove("savepoints");
                ((ObjectNode) status.get("operation")).remove("origin");
            }
        });
    }

    /** Goes elsewhere with an operation that has stopped the job already. */
    static Between withAnotherMind() {
        AtomicBoolean once = new AtomicBoolean();
        return statuses(status -> {
            boolean replaces = status.at("/operation/type").asText().equals("Upgrade");
            boolean settles = status.at("/operation/phase").asText().equals("Settle");
            if (replaces && settles && once.compareAndSet(false, true)) {
                ObjectNode operation = (ObjectNode) status.get("operation");
                operation.set("toRevision", operation.get("fromRevision"));
            }
        });
    }

    /** Deletes whatever has the name. */
    static Between carelessAboutIds() {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                if (port != Topics.class) {
                    return real;
                }
                return port.cast(Proxy.newProxyInstance(
                        port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                            if (method.getName().equals("delete")) {
                                invoke(real, method, new Object[] {arguments[0], "whichever"});
                            }
                            return invoke(real, method, arguments);
                        }));
            }
        };
    }

    /** Writes a status over whatever is there. It stands behind what records, where the API server would refuse. */
    static Between withoutLock(Supplier<StreamingPipeline> present) {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                if (port != Statuses.class) {
                    return real;
                }
                return port.cast(Proxy.newProxyInstance(
                        port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                            boolean writes = method.getName().equals("write");
                            return invoke(
                                    real, method, writes ? new Object[] {present.get(), arguments[1]} : arguments);
                        }));
            }
        };
    }

    /** Does not hear that a job has written anything. */
    static Between deafToCheckpoints() {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                return port == JobMonitor.class
                        ? answers(port, real, "figures", answer -> {
                            Map<PipelineId, Observed<JobFigures>> told = new HashMap<>();
                            ((Map<?, ?>) answer)
                                    .forEach((pipeline, seen) -> told.put(
                                            (PipelineId) pipeline,
                                            ((Observed<?>) seen).map(SeededBugs::withoutCheckpoints)));
                            return told;
                        })
                        : real;
            }
        };
    }

    private static JobFigures withoutCheckpoints(Object figures) {
        JobFigures seen = (JobFigures) figures;
        return new JobFigures(
                seen.jobId(), seen.state(), seen.restarts(), 0, 0, Optional.empty(), Optional.empty(), seen.workers());
    }

    /** Takes every transaction for one that was left over. */
    static Between withoutSenseOfTime() {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                return port == Transactions.class
                        ? answers(port, real, "open", answer -> {
                            Map<String, Observed<List<OpenTransaction>>> told = new HashMap<>();
                            ((Map<?, ?>) answer)
                                    .forEach((prefix, seen) -> told.put(
                                            (String) prefix, ((Observed<?>) seen).map(SeededBugs::asOldAsCanBe)));
                            return told;
                        })
                        : real;
            }
        };
    }

    private static List<OpenTransaction> asOldAsCanBe(Object open) {
        return ((List<?>) open)
                .stream()
                        .map(one -> new OpenTransaction(((OpenTransaction) one).id(), Instant.EPOCH))
                        .toList();
    }

    private static <P> P answers(Class<P> port, P real, String verb, UnaryOperator<Object> change) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    Object answer = invoke(real, method, arguments);
                    return method.getName().equals(verb) ? change.apply(answer) : answer;
                }));
    }

    private interface Change {
        void of(ObjectNode status);
    }

    private static Between statuses(Change change) {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                return port == Statuses.class ? port.cast(new Changing((Statuses) real, change)) : real;
            }
        };
    }

    private record Changing(Statuses real, Change change) implements Statuses {
        @Override
        public StreamingPipeline latest(StreamingPipeline cached) {
            return real.latest(cached);
        }

        @Override
        public boolean isCurrent(StreamingPipeline pipeline) {
            return real.isCurrent(pipeline);
        }

        @Override
        public boolean write(StreamingPipeline pipeline, PipelineStatus status) {
            ObjectNode tree = JSON.convertValue(status, ObjectNode.class);
            change.of(tree);
            return real.write(pipeline, JSON.convertValue(tree, PipelineStatus.class));
        }

        @Override
        public void forget(StreamingPipeline pipeline) {
            real.forget(pipeline);
        }
    }

    /** Starts each revision under a name of its own, beside what runs already. */
    static Between twoJobs() {
        return new Between() {
            @Override
            public <P> P around(Class<P> port, P real) {
                if (port != FlinkJobs.class) {
                    return real;
                }
                return port.cast(Proxy.newProxyInstance(
                        port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                            if (method.getName().equals("apply")) {
                                PipelineId id = (PipelineId) arguments[0];
                                Object[] other = arguments.clone();
                                other[0] = new PipelineId(id.namespace(), id.name() + "-2", id.uid());
                                invoke(real, method, other);
                            }
                            return invoke(real, method, arguments);
                        }));
            }
        };
    }

    private static <P> P after(Class<P> port, P real, Runnable then) {
        return port.cast(
                Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (self, method, arguments) -> {
                    Object answer = invoke(real, method, arguments);
                    if (Set.of("create", "register", "setLevel", "store", "apply", "suspend", "remove", "delete")
                            .contains(method.getName())) {
                        then.run();
                    }
                    return answer;
                }));
    }

    private static Object invoke(Object real, java.lang.reflect.Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
