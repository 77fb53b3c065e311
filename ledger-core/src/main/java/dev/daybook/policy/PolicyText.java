package dev.daybook.policy;

import dev.daybook.decision.Effect;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.seal.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One version of a policy: its document's own bytes as text, and what a list of policies shows of
 * it without compiling it.
 *
 * @param name unique ignoring case: {@code pii-handling}
 * @param sha256 digest of the document's bytes, lower-case hex: the policy's identity, under which
 *     the bytes are kept
 * @param text the document, as written
 * @param owner the team that answers for it
 * @param contact whom a finding tells people to ask
 * @param documentation a link to more
 * @param enforcement what a failing rule does; of a policy in stages, what it comes to
 * @param stages from when it does what; empty where it is the same for good
 * @param domains the domains it applies to; empty for all
 * @param controls ids of the regulations' controls it serves: {@code GDPR-Art-32}
 */
public record PolicyText(
    String name,
    Version version,
    String sha256,
    String text,
    @Nullable String title,
    @Nullable String description,
    @Personal @Nullable String owner,
    @Personal @Nullable String contact,
    @Nullable String documentation,
    Effect enforcement,
    List<Stage> stages,
    List<String> domains,
    List<String> controls) {

  public PolicyText {
    stages = List.copyOf(stages);
    domains = List.copyOf(domains);
    controls = List.copyOf(controls);
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
    return new SubjectName(SubjectKind.POLICY, name);
  }
}
