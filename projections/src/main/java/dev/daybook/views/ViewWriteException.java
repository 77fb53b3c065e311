package dev.daybook.views;

import java.sql.SQLException;

/** The database refused what a view wanted to read or write. */
final class ViewWriteException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final SQLException cause;

  ViewWriteException(SQLException cause) {
    super(cause.getMessage(), cause);
    this.cause = cause;
  }

  SQLException sql() {
    return cause;
  }
}
