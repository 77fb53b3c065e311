package dev.daybook.params;

import dev.daybook.decision.Recorded;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.mesh.Personal;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What can happen to a params document. */
public sealed interface ParamsEvent extends SubjectEvent {

  /**
   * A version of a params document is in force: every command after this is judged with its values.
   *
   * @param sha256 digest of the document, under which its bytes are kept
   * @param previous the version in force until then; absent where none was
   * @param owner the team that answers for it
   * @param domains the domains its values are for; empty for all
   * @param selectedBy the labels policies select it by
   */
  @Recorded(value = "params.published", changesPolicies = true)
  record ParamsPublished(
      SubjectName subject,
      Version version,
      String sha256,
      @Nullable Version previous,
      @Nullable String title,
      @Nullable String description,
      @Personal @Nullable String owner,
      List<String> domains,
      Map<String, String> selectedBy)
      implements ParamsEvent {

    public ParamsPublished {
      domains = List.copyOf(domains);
      selectedBy = Collections.unmodifiableMap(new TreeMap<>(selectedBy));
    }
  }

  /**
   * Nothing is judged with a params document from here on.
   *
   * @param version the version in force until then
   */
  @Recorded(value = "params.withdrawn", changesPolicies = true)
  record ParamsWithdrawn(SubjectName subject, Version version, String reason)
      implements ParamsEvent {}
}
