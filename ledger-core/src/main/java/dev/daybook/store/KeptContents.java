package dev.daybook.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Contents that are known to be kept already, by digest: the ones cited last, so many at most. What
 * is cited again and again (a policy, a document sent twice) is sent to the database once.
 */
final class KeptContents {

  private static final int REMEMBERED = 1 << 13;

  private final Map<String, Boolean> kept =
      new LinkedHashMap<>(1024, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
          return size() > REMEMBERED;
        }
      };

  /** What the proposals cite and the database may not have, each once. */
  List<Proposal.Content> missing(List<Proposal> proposals) {
    Map<String, Proposal.Content> contents = new LinkedHashMap<>();
    for (Proposal proposal : proposals) {
      for (Proposal.Content content : proposal.contents()) {
        if (!kept.containsKey(content.key())) {
          contents.putIfAbsent(content.key(), content);
        }
      }
    }
    return List.copyOf(contents.values());
  }

  void add(List<Proposal.Content> contents) {
    contents.forEach(content -> kept.put(content.key(), true));
  }
}
