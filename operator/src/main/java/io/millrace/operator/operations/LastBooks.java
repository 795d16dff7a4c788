package io.millrace.operator.operations;

import io.millrace.operator.revisions.RevisionName;

/**
 * What the ledger says last.
 *
 * @param revision whose rows they are
 * @param consumed records that it has read since it began, as far as its output can be seen
 */
public record LastBooks(RevisionName revision, long consumed) {}
