package io.millrace.operator.subjects;

import java.util.UUID;

class InMemorySubjectsTest extends SubjectsContract {

    private final Subjects subjects = new InMemorySubjects();

    @Override
    protected Subjects subjects() {
        return subjects;
    }

    @Override
    protected String freshName() {
        return "a subject/" + UUID.randomUUID();
    }
}
