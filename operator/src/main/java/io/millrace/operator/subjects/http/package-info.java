/** Subjects through the Confluent REST API, which Apicurio and others speak as well; nobody else uses it. */
@NullMarked
package io.millrace.operator.subjects.http;

import org.jspecify.annotations.NullMarked;
