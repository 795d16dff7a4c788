@NullMarked
package io.millrace.operator.topics.admin;

import org.jspecify.annotations.NullMarked;
