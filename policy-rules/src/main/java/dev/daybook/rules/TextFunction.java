package dev.daybook.rules;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import dev.daybook.mesh.Objective.Comparison;
import dev.daybook.mesh.Objective.Unit;
import dev.daybook.mesh.Quantity;
import dev.daybook.mesh.TimeSpan;
import dev.daybook.rules.Functions.Unusable;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A function that reads texts the way documents are read: {@code retention.timeSpan()}. A text that
 * means nothing has no answer, so its rule is unjudged; one that is written out in the policy does
 * not compile.
 *
 * @param name what expressions call it
 * @param overload the one of this name
 * @param result what it answers
 * @param operands how the text it is called on and its arguments are read; none for a function that
 *     asks whether a text can be
 * @param binding what it does
 */
@SuppressWarnings("Immutable") // the library wants it of lambdas; ours hold pure functions only
record TextFunction(
    String name,
    String overload,
    CelType result,
    List<Reading<?>> operands,
    CelFunctionBinding binding) {

  private static final List<TextFunction> ALL =
      List.of(
          asks("isVersion", Reading.VERSION),
          of("majorVersion", SimpleType.INT, Reading.VERSION, version -> (long) version.major()),
          of("minorVersion", SimpleType.INT, Reading.VERSION, version -> (long) version.minor()),
          of(
              "compareVersion",
              SimpleType.INT,
              Reading.VERSION,
              Reading.VERSION,
              (one, other) -> (long) Integer.signum(one.compareTo(other))),
          asks("isTimeSpan", Reading.TIME_SPAN),
          of("timeSpan", SimpleType.DURATION, Reading.TIME_SPAN, span -> span),
          of(
              "timeSpan",
              SimpleType.DURATION,
              Reading.AMOUNT,
              Reading.TIME_UNIT,
              TextFunction::timeSpan),
          asks("isRatio", Reading.RATIO),
          of("ratio", SimpleType.DOUBLE, Reading.RATIO, ratio -> ratio),
          of(
              "comparison",
              SimpleType.STRING,
              Reading.QUANTITY,
              quantity ->
                  Optional.ofNullable(quantity.comparison()).map(Comparison::word).orElse("")),
          of(
              "isAtLeastAsSensitiveAs",
              SimpleType.BOOL,
              Reading.SENSITIVITY,
              Reading.SENSITIVITY,
              (one, other) -> one.compareTo(other) >= 0));

  private static final Set<String> NAMES =
      ALL.stream().map(TextFunction::name).collect(Collectors.toUnmodifiableSet());

  static Set<String> names() {
    return NAMES;
  }

  static List<CelFunctionDecl> declarations() {
    return NAMES.stream()
        .sorted()
        .map(
            name ->
                CelFunctionDecl.newFunctionDeclaration(
                    name,
                    ALL.stream()
                        .filter(each -> each.name().equals(name))
                        .map(TextFunction::declared)
                        .toArray(CelOverloadDecl[]::new)))
        .toList();
  }

  static List<CelFunctionBinding> bindings() {
    return ALL.stream().map(TextFunction::binding).toList();
  }

  /** How the operands of a call are to be read; nothing where they are free. */
  static List<Reading<?>> readings(String function, int operands) {
    return ALL.stream()
        .filter(each -> each.name().equals(function) && each.operands().size() == operands)
        .map(TextFunction::operands)
        .findFirst()
        .orElse(List.of());
  }

  private CelOverloadDecl declared() {
    int count = Math.max(1, operands.size());
    return CelOverloadDecl.newMemberOverload(
        overload, result, Collections.nCopies(count, SimpleType.STRING));
  }

  /** A function that asks whether a text can be read. */
  private static TextFunction asks(String name, Reading<?> reading) {
    String overload = Functions.id(name);
    return new TextFunction(
        name,
        overload,
        SimpleType.BOOL,
        List.of(),
        CelFunctionBinding.from(overload, String.class, reading::fits));
  }

  private static <T> TextFunction of(
      String name, CelType result, Reading<T> reading, Function<T, Object> answer) {
    String overload = Functions.id(name);
    return new TextFunction(
        name,
        overload,
        result,
        List.of(reading),
        CelFunctionBinding.from(overload, String.class, text -> answer.apply(reading.of(text))));
  }

  private static <T, U> TextFunction of(
      String name,
      CelType result,
      Reading<T> first,
      Reading<U> second,
      BiFunction<T, U, Object> answer) {
    String overload = Functions.id(name) + "_of_two";
    return new TextFunction(
        name,
        overload,
        result,
        List.of(first, second),
        CelFunctionBinding.from(
            overload,
            String.class,
            String.class,
            (one, other) -> answer.apply(first.of(one), second.of(other))));
  }

  private static Duration timeSpan(Quantity amount, String unit) {
    return Optional.of(amount)
        .filter(written -> written.unit() == Unit.MILLISECONDS)
        .or(() -> Quantity.of(amount.number(), unit))
        .flatMap(span -> TimeSpan.duration(span.number()))
        .orElseThrow(() -> new Unusable("this is no " + Reading.TIME_SPAN.what()));
  }
}
