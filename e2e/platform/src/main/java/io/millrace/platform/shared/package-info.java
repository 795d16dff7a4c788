/**
 * One platform for a whole build: the first test that needs a part starts it, later ones find it, in whichever module
 * and process they are, and it ends with the build.
 */
@NullMarked
package io.millrace.platform.shared;

import org.jspecify.annotations.NullMarked;
