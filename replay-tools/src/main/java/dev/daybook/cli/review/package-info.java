/**
 * What became of a folder's documents, and the forms it is told in: for people, for pipelines, for
 * pull requests.
 */
@NullMarked
package dev.daybook.cli.review;

import org.jspecify.annotations.NullMarked;
