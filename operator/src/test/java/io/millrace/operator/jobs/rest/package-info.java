@NullMarked
package io.millrace.operator.jobs.rest;

import org.jspecify.annotations.NullMarked;
