package io.millrace.operator.subjects;

/** Something to do to one subject. Doing it twice does no harm. */
public sealed interface SubjectChange {

    String subject();

    void applyTo(Subjects subjects);

    record SetLevel(String subject, String level) implements SubjectChange {
        @Override
        public void applyTo(Subjects subjects) {
            subjects.setLevel(subject, level);
        }
    }

    record Register(String subject, String text) implements SubjectChange {
        @Override
        public void applyTo(Subjects subjects) {
            subjects.register(subject, text);
        }
    }
}
