/**
 * Waivers: one rule or policy that does not stop one subject, for a while, for a reason, with
 * somebody who answers for it and somebody else who agreed.
 */
@NullMarked
package dev.daybook.waiver;

import org.jspecify.annotations.NullMarked;
