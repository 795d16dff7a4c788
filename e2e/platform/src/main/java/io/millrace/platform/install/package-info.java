/** What an administrator installs in a cluster before Millrace can work there: CRDs, accounts, rules. */
@NullMarked
package io.millrace.platform.install;

import org.jspecify.annotations.NullMarked;
