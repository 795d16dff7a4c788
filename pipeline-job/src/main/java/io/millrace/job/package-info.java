/** The bundled Flink job: every pipeline runs this one, with a definition of its own. */
@NullMarked
package io.millrace.job;

import org.jspecify.annotations.NullMarked;
