package dev.daybook.rules;

import dev.cel.checker.CelStandardDeclarations;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelStandardFunctions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a policy may call: CEL's standard functions, two of them replaced by bounded ones, and a few
 * of our own. Each of ours either costs no more than the size of what it is given, or charges a
 * budget before it begins.
 */
final class Functions {

  private static final Set<String> STANDARD =
      Set.of(
          "_&&_",
          "_||_",
          "!_",
          "-_",
          "_==_",
          "_!=_",
          "_<_",
          "_<=_",
          "_>_",
          "_>=_",
          "_+_",
          "_-_",
          "_*_",
          "_/_",
          "_%_",
          "_?_:_",
          "_[_]",
          "@in",
          "@not_strictly_false",
          "size",
          "startsWith",
          "endsWith",
          "contains",
          "matches",
          "bool",
          "int",
          "double",
          "string",
          "dyn",
          "type",
          "timestamp",
          "duration",
          "getFullYear",
          "getMonth",
          "getDate",
          "getDayOfMonth",
          "getDayOfWeek",
          "getDayOfYear",
          "getHours",
          "getMinutes",
          "getSeconds",
          "getMilliseconds",
          "lowerAscii",
          "upperAscii",
          "join",
          "withParts");

  /** Every function of the environment; an expression that calls another does not compile. */
  static final Set<String> ALLOWED =
      Stream.concat(STANDARD.stream(), TextFunction.names().stream())
          .collect(Collectors.toUnmodifiableSet());

  private static final CelType STRINGS = ListType.create(SimpleType.STRING);

  private Functions() {}

  static CelStandardDeclarations standardDeclarations() {
    return CelStandardDeclarations.newBuilder()
        .excludeFunctions(
            CelStandardDeclarations.StandardFunction.MATCHES,
            CelStandardDeclarations.StandardFunction.CONTAINS)
        .build();
  }

  static CelStandardFunctions standardFunctions() {
    return CelStandardFunctions.newBuilder()
        .excludeFunctions(
            CelStandardFunctions.StandardFunction.MATCHES,
            CelStandardFunctions.StandardFunction.CONTAINS)
        .build();
  }

  static List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> declarations = new ArrayList<>(TextFunction.declarations());
    Collections.addAll(
        declarations,
        member("matches", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING),
        member("contains", SimpleType.BOOL, SimpleType.STRING, SimpleType.STRING),
        member("lowerAscii", SimpleType.STRING, SimpleType.STRING),
        member("upperAscii", SimpleType.STRING, SimpleType.STRING),
        member("join", SimpleType.STRING, STRINGS, SimpleType.STRING),
        member("withParts", FactTypes.listOfFields(), FactTypes.listOfFields()));
    return declarations;
  }

  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> bindings = new ArrayList<>(TextFunction.bindings());
    Collections.addAll(
        bindings,
        CelFunctionBinding.from(id("matches"), String.class, String.class, Patterns::find),
        CelFunctionBinding.from(id("contains"), String.class, String.class, Functions::contains),
        CelFunctionBinding.from(
            id("lowerAscii"), String.class, text -> text.toLowerCase(Locale.ROOT)),
        CelFunctionBinding.from(
            id("upperAscii"), String.class, text -> text.toUpperCase(Locale.ROOT)),
        CelFunctionBinding.from(id("join"), List.class, String.class, Functions::join),
        CelFunctionBinding.from(id("withParts"), List.class, Functions::withParts));
    return bindings;
  }

  private static CelFunctionDecl member(String name, CelType result, CelType... parameters) {
    return CelFunctionDecl.newFunctionDeclaration(
        name, CelOverloadDecl.newMemberOverload(id(name), result, List.of(parameters)));
  }

  static String id(String name) {
    return "daybook_" + name;
  }

  /** The standard one compares at every place: 500,000 characters in 1,000,000 take minutes. */
  private static boolean contains(String text, String part) {
    Guard.search(1 + (long) text.length() * part.length());
    return text.contains(part);
  }

  private static String join(List<?> parts, String separator) {
    Guard.search(parts.size());
    StringBuilder joined = new StringBuilder();
    for (Object part : parts) {
      if (!(part instanceof String text)) {
        throw new Unusable("only texts can be joined");
      }
      String between = joined.isEmpty() ? "" : separator;
      Guard.create(between.length() + text.length());
      joined.append(between).append(text);
    }
    return joined.toString();
  }

  /** The fields, each followed by the parts of the record or list it is, at any depth. */
  private static List<Object> withParts(List<?> fields) {
    List<Object> all = new ArrayList<>();
    addWithParts(fields, all);
    return all;
  }

  private static void addWithParts(List<?> fields, List<Object> all) {
    for (Object field : fields) {
      Guard.create(1);
      all.add(field);
      if (field instanceof Map<?, ?> map && map.get("fields") instanceof List<?> parts) {
        addWithParts(parts, all);
      }
    }
  }

  /** A function was given what it cannot use; says so without quoting it. */
  static final class Unusable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String words;

    Unusable(String words) {
      super(words, null, false, false);
      this.words = words;
    }

    String words() {
      return words;
    }
  }
}
