package dev.daybook.policy;

import dev.daybook.decision.Effect;
import dev.daybook.mesh.Version;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;

/** Policies for tests. */
public final class Policies {

  private Policies() {}

  public static PolicyText piiHandling(String version, String text) {
    return new PolicyText(
        "pii-handling",
        new Version(version),
        Sha256.hex(text.getBytes(StandardCharsets.UTF_8)),
        text,
        "Personal data is handled with care",
        "Applies to products that declare personal data.",
        "data-protection",
        "data-protection@example.com",
        "https://example.com/pii",
        Effect.DENY,
        List.of(
            new Stage(Effect.AUDIT, null), new Stage(Effect.DENY, LocalDate.parse("2026-06-01"))),
        List.of("sales"),
        List.of("GDPR-Art-32", "DORA-Art-28"));
  }
}
