package dev.daybook.views.posture;

import dev.daybook.mesh.Folded;
import dev.daybook.posture.PostureEvent.PostureChanged;
import org.jspecify.annotations.Nullable;

/**
 * How many rules say what of one product or contract.
 *
 * @param domain folded; empty for a contract without one
 */
record PostureSubjectRow(
    String subject, String domain, int pass, int fail, int waived, int unjudged) {

  static PostureSubjectRow none(PostureChanged event) {
    return new PostureSubjectRow(
        event.about().toString(), Folded.name(event.about().domainName().orElse("")), 0, 0, 0, 0);
  }

  /**
   * After one rule turned.
   *
   * @param was what it said; null where it had not been asked
   * @param now what it says; null where it is asked no more
   */
  PostureSubjectRow turned(@Nullable String was, @Nullable String now) {
    return new PostureSubjectRow(
        subject,
        domain,
        pass + more("pass", was, now),
        fail + more("fail", was, now),
        waived + more("waived", was, now),
        unjudged + more("unjudged", was, now));
  }

  private static int more(String status, @Nullable String was, @Nullable String now) {
    return (status.equals(now) ? 1 : 0) - (status.equals(was) ? 1 : 0);
  }

  boolean isEmpty() {
    return pass + fail + waived + unjudged == 0;
  }
}
