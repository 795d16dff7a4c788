/**
 * Measures what a pipeline costs beside jobs written by hand for the same work: it fills a topic, lets the rivals drain
 * it in turns, checks what they wrote, and prints the table.
 */
@NullMarked
package io.millrace.bench;

import org.jspecify.annotations.NullMarked;
