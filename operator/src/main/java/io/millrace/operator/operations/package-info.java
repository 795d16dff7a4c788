/**
 * Deploy, upgrade, suspend, resume, delete: each a short list of phases. Pure: what is stored and what is seen give the
 * next thing to store, or what to do now.
 */
@NullMarked
package io.millrace.operator.operations;

import org.jspecify.annotations.NullMarked;
