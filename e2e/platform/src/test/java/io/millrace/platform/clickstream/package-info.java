@NullMarked
package io.millrace.platform.clickstream;

import org.jspecify.annotations.NullMarked;
