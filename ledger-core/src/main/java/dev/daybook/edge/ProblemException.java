package dev.daybook.edge;

import java.util.LinkedHashMap;
import java.util.Map;

/** Carries a problem out of a request; no stack trace, as it is an answer and not a defect. */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetails details;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  public ProblemException(ProblemDetails details) {
    super(details.detail(), null, false, false);
    this.details = details;
  }

  public ProblemException(ProblemType type, String detail) {
    this(ProblemDetails.of(type, detail));
  }

  public ProblemException(ProblemType type, String detail, String next) {
    this(ProblemDetails.of(type, detail).next(next));
  }

  public ProblemException header(String name, String value) {
    headers.put(name, value);
    return this;
  }

  public ProblemDetails details() {
    return details;
  }

  Map<String, String> headers() {
    return headers;
  }
}
