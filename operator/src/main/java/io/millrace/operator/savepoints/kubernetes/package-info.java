/** Savepoints through FlinkStateSnapshots, and their descriptions as ConfigMaps. */
@NullMarked
package io.millrace.operator.savepoints.kubernetes;

import org.jspecify.annotations.NullMarked;
