package io.millrace.definition;

/** One column of a row: its name, unique within the row and case-sensitive, and its type. */
public record Column(String name, DataType type) {}
