/** What becomes of a person's traces once the ledger says that the person is erased. */
@NullMarked
package dev.daybook.erasure;

import org.jspecify.annotations.NullMarked;
