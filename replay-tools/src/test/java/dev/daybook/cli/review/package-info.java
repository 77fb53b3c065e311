@NullMarked
package dev.daybook.cli.review;

import org.jspecify.annotations.NullMarked;
