package dev.daybook.params;

import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One version of a params document: its own bytes as text, and what decides which policies judge
 * with it where.
 *
 * @param name unique ignoring case: {@code naming-sales}
 * @param sha256 digest of the document's bytes, lower-case hex: its identity, under which the bytes
 *     are kept
 * @param text the document, as written
 * @param domains the domains its values are for; empty for all
 * @param selectedBy the labels policies select it by
 */
public record ParamsText(
    String name,
    Version version,
    String sha256,
    String text,
    @Nullable String title,
    @Nullable String description,
    @Personal @Nullable String owner,
    List<String> domains,
    Map<String, String> selectedBy) {

  public ParamsText {
    domains = List.copyOf(domains);
    selectedBy = Collections.unmodifiableMap(new TreeMap<>(selectedBy));
  }

  /**
   * Whether the document with this digest is the same text, be its line ends those of Windows or of
   * Unix: version control turns one into the other.
   */
  boolean isSameTextAs(String otherSha256) {
    String unix = text.replace("\r\n", "\n");
    return sha256.equals(otherSha256)
        || digest(unix).equals(otherSha256)
        || digest(unix.replace("\n", "\r\n")).equals(otherSha256);
  }

  private static String digest(String text) {
    return Sha256.hex(text.getBytes(StandardCharsets.UTF_8));
  }

  public SubjectName subject() {
    return new SubjectName(SubjectKind.PARAMS, name);
  }
}
