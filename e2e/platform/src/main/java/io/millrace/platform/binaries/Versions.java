package io.millrace.platform.binaries;

import io.millrace.platform.PlatformException;
import java.io.IOException;
import java.io.StringReader;
import java.util.Properties;

/** The versions that the build pins for programs which are not on our own classpath. */
final class Versions {

    private Versions() {}

    static String of(String program) {
        try {
            Properties versions = new Properties();
            versions.load(new StringReader(new Resources(Versions.class).text("versions.properties")));
            String version = versions.getProperty(program);
            if (version == null) {
                throw new PlatformException("versions.properties names no version of " + program);
            }
            return version;
        } catch (IOException e) {
            throw new PlatformException("Cannot read versions.properties", e);
        }
    }
}
