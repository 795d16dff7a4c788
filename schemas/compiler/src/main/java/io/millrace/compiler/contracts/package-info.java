/** What an Avro schema means to a pipeline: its columns, what may fill it, and whether it may replace an older one. */
@NullMarked
package io.millrace.compiler.contracts;

import org.jspecify.annotations.NullMarked;
