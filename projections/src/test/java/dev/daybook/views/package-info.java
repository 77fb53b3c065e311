@NullMarked
package dev.daybook.views;

import org.jspecify.annotations.NullMarked;
