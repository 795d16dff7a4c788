package io.millrace.operator.subjects;

/** A schema as it stands in the registry. */
public record RegisteredSchema(String subject, int version, int id, String text) {}
