/**
 * The clickstream example's other side: a shop that sends events with known faults, and a model that computes, without
 * the job, what must come out.
 */
@NullMarked
package io.millrace.platform.clickstream;

import org.jspecify.annotations.NullMarked;
