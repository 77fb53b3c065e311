package dev.daybook.cli;

import dev.daybook.document.Days;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code --at}: the time that policies see, and that decides which of their stages they are in. */
final class AtOption {

  @Option(
      names = "--at",
      paramLabel = "WHEN",
      converter = Times.class,
      description =
          "Judge as if it were then: a day (2026-06-01, from midnight UTC) or a time with offset"
              + " (2026-06-01T09:00:00+02:00). Default: now.")
  private Instant at = Instant.now();

  Instant clock() {
    return at;
  }

  /** Reads a day or a time. */
  static final class Times implements ITypeConverter<Instant> {
    @Override
    public Instant convert(String text) {
      return Days.read(text)
          .map(day -> day.atStartOfDay(ZoneOffset.UTC).toInstant())
          .orElseGet(() -> time(text));
    }

    private static Instant time(String text) {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException _) {
        throw new TypeConversionException(
            "`%s` is neither a day (2026-06-01) nor a time with offset (2026-06-01T09:00:00Z)"
                .formatted(text));
      }
    }
  }
}
