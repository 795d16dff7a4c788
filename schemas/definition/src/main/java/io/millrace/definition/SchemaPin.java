package io.millrace.definition;

/**
 * A registered schema, fixed when the revision was accepted: a newer version in the registry changes nothing that runs.
 *
 * @param id the registry's id, as it stands in the framing of records
 * @param text the schema itself, so that the job starts without the registry
 */
public record SchemaPin(String subject, int version, int id, String text) {}
