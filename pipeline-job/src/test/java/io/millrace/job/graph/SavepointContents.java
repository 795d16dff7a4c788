package io.millrace.job.graph;

import java.io.DataInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.core.fs.FSDataInputStream;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.apache.flink.runtime.checkpoint.Checkpoints;
import org.apache.flink.runtime.checkpoint.OperatorState;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.state.KeyGroupsStateHandle;
import org.apache.flink.runtime.state.KeyedBackendSerializationProxy;
import org.apache.flink.runtime.state.KeyedStateHandle;
import org.apache.flink.runtime.state.metainfo.StateMetaInfoSnapshot;

/**
 * What a savepoint has.
 *
 * @param states the names of the states, by the operator's uid
 * @param keys what keys are written with, by the uid of the keyed operator
 */
record SavepointContents(Map<String, Set<String>> states, Map<String, TypeSerializer<?>> keys) {

    private static final ClassLoader CLASSES = SavepointContents.class.getClassLoader();

    static SavepointContents read(String savepoint) throws IOException {
        SavepointContents contents = new SavepointContents(new TreeMap<>(), new TreeMap<>());
        Path metadata = Path.of(URI.create(savepoint)).resolve("_metadata");
        try (DataInputStream in = new DataInputStream(Files.newInputStream(metadata))) {
            for (OperatorState operator :
                    Checkpoints.loadCheckpointMetadata(in, CLASSES, savepoint).getOperatorStates()) {
                contents.add(operator);
            }
        }
        return contents;
    }

    private void add(OperatorState operator) throws IOException {
        String uid = operator.getOperatorUid().orElseThrow();
        Set<String> names = new TreeSet<>();
        for (OperatorSubtaskState subtask : operator.getStates()) {
            subtask.getManagedOperatorState()
                    .forEach(handle ->
                            names.addAll(handle.getStateNameToPartitionOffsets().keySet()));
            for (KeyedStateHandle handle : subtask.getManagedKeyedState()) {
                addKeyed(uid, (KeyGroupsStateHandle) handle, names);
            }
        }
        if (!names.isEmpty()) {
            states.put(uid, names);
        }
    }

    private void addKeyed(String uid, KeyGroupsStateHandle handle, Set<String> names) throws IOException {
        KeyedBackendSerializationProxy<?> header = new KeyedBackendSerializationProxy<>(CLASSES);
        try (FSDataInputStream in = handle.openInputStream()) {
            header.read(new DataInputViewStreamWrapper(in));
        }
        keys.put(uid, header.getKeySerializerSnapshot().restoreSerializer());
        header.getStateMetaInfoSnapshots().stream()
                .map(StateMetaInfoSnapshot::getName)
                .forEach(names::add);
    }
}
