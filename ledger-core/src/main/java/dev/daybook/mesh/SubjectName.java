package dev.daybook.mesh;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.text.Normalizer;
import java.util.Optional;

/**
 * The name of a subject, written {@code kind/path}: {@code product/sales.customer-360}, {@code
 * contract/sales.orders}, {@code domain/sales}, {@code slo/sales.customer-360/freshness}.
 *
 * <p>A name keeps the spelling it was given, in NFC; {@link #stream()} folds case, so that two
 * spellings of one name are one stream. A domain contains no dot, so the first dot of a product's
 * path ends its domain; the rest of the path may contain more.
 */
public record SubjectName(SubjectKind kind, String path) {

  /** Longest path, in UTF-16 units. */
  public static final int MAX_PATH = 300;

  /** The path of the ceiling over all domains. */
  public static final String ALL = "all";

  /** What the path of a contract's objective begins with. */
  private static final String OF_CONTRACT = "contract/";

  public SubjectName {
    boolean plain = isPlain(path);
    path = plain ? path : Normalizer.normalize(path, Normalizer.Form.NFC);
    if (path.isBlank() || path.length() > MAX_PATH) {
      throw new IllegalArgumentException(
          "a subject's path has 1 to %d characters; `%s` has %d"
              .formatted(MAX_PATH, path, path.length()));
    }
    if (!plain
        && path.chars().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw new IllegalArgumentException(
          "a subject's path contains no white space; seen `%s`".formatted(path));
    }
    Optional<String> invisible = Invisible.in(path);
    if (invisible.isPresent()) {
      throw new IllegalArgumentException(
          "a subject's path contains no character that nobody sees; seen %s"
              .formatted(invisible.get()));
    }
  }

  /** Whether it is visible ASCII throughout, as nearly all names are: nothing to normalise. */
  private static boolean isPlain(String path) {
    for (int i = 0; i < path.length(); i++) {
      if (path.charAt(i) <= ' ' || path.charAt(i) >= 0x7f) {
        return false;
      }
    }
    return true;
  }

  public static SubjectName domain(String name) {
    return new SubjectName(SubjectKind.DOMAIN, name);
  }

  public static SubjectName team(String name) {
    return new SubjectName(SubjectKind.TEAM, name);
  }

  public static SubjectName product(String domain, String name) {
    return new SubjectName(SubjectKind.PRODUCT, domain + "." + name);
  }

  /** Parses {@code kind/path}. */
  @JsonCreator
  public static SubjectName parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 1) {
      throw new IllegalArgumentException(
          "a subject is written kind/name, such as product/sales.customer-360; seen `%s`"
              .formatted(text));
    }
    String word = text.substring(0, slash);
    SubjectKind kind =
        SubjectKind.of(word)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "`%s` is no kind of subject; known are domain, team, product, contract,"
                                .formatted(word)
                            + " policy, params, ceiling, waiver, slo, actor, person, tag and view"));
    return new SubjectName(kind, text.substring(slash + 1));
  }

  /**
   * This name, if it is one of {@code wanted} kind.
   *
   * @throws IllegalArgumentException when it is not
   */
  public SubjectName require(SubjectKind wanted) {
    if (kind != wanted) {
      throw new IllegalArgumentException(
          "wanted a %s, written `%s/…`; seen `%s`".formatted(wanted.word(), wanted.word(), this));
    }
    return this;
  }

  /** The stream that holds this subject's events: the whole name with case folded. */
  public String stream() {
    return kind.word() + "/" + Folded.name(path);
  }

  /** The domain of a product or contract: what stands before the first dot, or empty. */
  public String domainPart() {
    int dot = path.indexOf('.');
    return dot < 0 ? "" : path.substring(0, dot);
  }

  /**
   * The domain this subject lies in: its own name for a domain and its ceiling, the part before the
   * first dot for a product, a contract, what either promises and what is said of it. Empty for
   * teams, policies, params, waivers, actors, persons, tags, views and the seal, for contracts
   * without a domain, and for the ceiling of all domains.
   */
  public Optional<String> domainName() {
    return switch (kind) {
      case DOMAIN -> Optional.of(path);
      case CEILING -> Optional.of(path).filter(name -> !Folded.same(name, ALL));
      case PRODUCT, CONTRACT -> Optional.of(domainPart()).filter(name -> !name.isEmpty());
      case SLO ->
          path.startsWith(OF_CONTRACT)
              ? new SubjectName(SubjectKind.CONTRACT, path.substring(OF_CONTRACT.length()))
                  .domainName()
              : Optional.of(domainPart()).filter(name -> !name.isEmpty());
      case POSTURE -> path.indexOf('/') < 1 ? Optional.empty() : parse(path).domainName();
      case TEAM, POLICY, PARAMS, WAIVER, ACTOR, PERSON, SEAL, TAG, VIEW -> Optional.empty();
    };
  }

  /** The name inside the domain: what stands behind the first dot, or the whole path. */
  public String localPart() {
    return path.substring(path.indexOf('.') + 1);
  }

  @Override
  @JsonValue
  public String toString() {
    return kind.word() + "/" + path;
  }
}
