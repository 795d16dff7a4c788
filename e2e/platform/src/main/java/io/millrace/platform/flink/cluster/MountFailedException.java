package io.millrace.platform.flink.cluster;

/** A volume that a process needs could not be provided; the message is the kubelet's. */
public final class MountFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    public MountFailedException(String volume, String kind, String name) {
        super("MountVolume.SetUp failed for volume \"" + volume + "\" : " + kind + " \"" + name + "\" not found");
    }
}
