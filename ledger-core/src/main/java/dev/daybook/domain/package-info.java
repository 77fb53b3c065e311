/** Domains: the parts of the business that own their data. */
@NullMarked
package dev.daybook.domain;

import org.jspecify.annotations.NullMarked;
