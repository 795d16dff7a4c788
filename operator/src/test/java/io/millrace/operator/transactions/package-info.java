@NullMarked
package io.millrace.operator.transactions;

import org.jspecify.annotations.NullMarked;
