@org.jspecify.annotations.NullMarked
package dev.daybook.api.webhook;
