package io.millrace.operator.subjects;

/**
 * A schema that the pipeline registers.
 *
 * @param level the subject's compatibility level, in the registry's words
 * @param path of the field that asks for it
 */
public record OwnedSchema(String subject, String level, String text, String path) {}
