/**
 * What may name a person, kept so that it can be forgotten: values are sealed under a key of the
 * person they name, and destroying that key erases them wherever they are, while every digest over
 * what was recorded stays true.
 */
@NullMarked
package dev.daybook.personal;

import org.jspecify.annotations.NullMarked;
