@NullMarked
package io.millrace.operator.transactions.admin;

import org.jspecify.annotations.NullMarked;
