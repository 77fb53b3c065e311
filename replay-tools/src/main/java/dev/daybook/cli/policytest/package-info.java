/** What became of policies' own cases, and the forms that is told in. */
@NullMarked
package dev.daybook.cli.policytest;

import org.jspecify.annotations.NullMarked;
