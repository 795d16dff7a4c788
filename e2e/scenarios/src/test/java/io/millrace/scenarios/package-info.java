/**
 * User stories: everything is done with kubectl, Kafka clients and signals, and everything is seen the same way. Each
 * story has a namespace and topics of its own on the platform that the whole build shares.
 */
@NullMarked
package io.millrace.scenarios;

import org.jspecify.annotations.NullMarked;
