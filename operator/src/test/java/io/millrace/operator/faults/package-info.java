/**
 * The fault harness: every call of the operator to anything outside can go wrong, and whatever goes wrong, each flow ends
 * as it does when nothing does. The invariants hold in every state on the way.
 */
@NullMarked
package io.millrace.operator.faults;

import org.jspecify.annotations.NullMarked;
