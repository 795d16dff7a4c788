/** The processes of one deployment: their command lines and configuration, their lives, and the REST API they answer on. */
@NullMarked
package io.millrace.platform.flink.cluster;

import org.jspecify.annotations.NullMarked;
