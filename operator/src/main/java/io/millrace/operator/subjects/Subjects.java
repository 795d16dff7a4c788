package io.millrace.operator.subjects;

import io.millrace.operator.result.Observed;
import io.millrace.operator.result.SystemException;
import java.util.OptionalInt;

/** A schema registry. Writes throw {@link SystemException}; reads answer {@code Unreachable}. */
public interface Subjects {

    /** The subject as it is, and what the registry thinks of this schema for it. */
    Observed<SubjectState> look(String subject, String text);

    /** One version of a subject, or the latest. */
    Observed<RegisteredSchema> find(String subject, OptionalInt version);

    /** The level of subjects that have none of their own; also the cheapest question that there is. */
    Observed<String> defaultLevel();

    void setLevel(String subject, String level);

    /** Registers the schema, unless the subject has it already, and returns what the registry then says. */
    RegisteredSchema register(String subject, String text);
}
