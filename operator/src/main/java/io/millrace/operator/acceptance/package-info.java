/**
 * Whether a spec can be carried out. Every check of every kind is made before anything outside Kubernetes changes, and
 * all that is wrong is said at once. Pure.
 */
@NullMarked
package io.millrace.operator.acceptance;

import org.jspecify.annotations.NullMarked;
