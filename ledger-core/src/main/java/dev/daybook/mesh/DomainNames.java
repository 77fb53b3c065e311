package dev.daybook.mesh;

/**
 * What can name a domain. The first dot of a product's path ends its domain, and a slash ends the
 * kind, so a domain's name has neither.
 */
public final class DomainNames {

  /** What to do about a name that is none. */
  public static final String FIX = "write the domain's name with hyphens, such as `supply-chain`";

  private DomainNames() {}

  public static boolean isValid(String name) {
    return name.indexOf('.') < 0 && name.indexOf('/') < 0;
  }

  /** What is wrong with a name that is not valid. */
  public static String problem(String name) {
    return "a domain's name contains no dot and no slash; seen `%s`".formatted(name);
  }
}
