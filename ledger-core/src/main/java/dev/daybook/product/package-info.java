/** Data products: what their teams register, change, hand over and retire. */
@NullMarked
package dev.daybook.product;

import org.jspecify.annotations.NullMarked;
