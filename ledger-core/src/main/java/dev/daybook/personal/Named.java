package dev.daybook.personal;

import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Party;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Whoever a command and what follows from it name, by all that each is called there: a mail address
 * and a name that stand together mean one person, wherever either stands alone.
 */
public final class Named {

  /** Shorter names are words of the language more often than names. */
  private static final int SHORTEST = 3;

  /** Two to four words that begin as names do: {@code Ada Byron}, {@code Vasco da Gama}. */
  private static final Pattern NAME =
      Pattern.compile("\\p{Lu}[\\p{L}'’.-]*(?: \\p{L}[\\p{L}'’.-]*){0,2} \\p{Lu}[\\p{L}'’.-]*");

  private static final int LONGEST_NAME = 60;

  private final Map<String, Designation> byText = new LinkedHashMap<>();

  private Named() {}

  /** All that these records name. */
  public static Named in(Collection<?> records) {
    Named named = new Named();
    // What belongs together is learned first: a name alone may come before its mail address.
    records.forEach(record -> named.learn(Shape.of(record.getClass()), record, true));
    records.forEach(record -> named.learn(Shape.of(record.getClass()), record, false));
    return named;
  }

  /** Whether nobody is named. */
  public boolean isEmpty() {
    return byText.isEmpty();
  }

  private void learn(Shape shape, @Nullable Object value, boolean together) {
    if (value == null) {
      return;
    }
    switch (shape) {
      case Shape.Nothing() -> {}
      case Shape.Calling() -> {
        if (!together) {
          calling((String) value).forEach(each -> byText.putIfAbsent(each.folded(), each));
        }
      }
      case Shape.Quoting() -> {
        if (!together) {
          Designation.mailsIn((String) value)
              .forEach(each -> byText.putIfAbsent(each.folded(), each));
        }
      }
      case Shape.Person(var texts) ->
          person(text(texts.get("name"), value), text(texts.get("mail"), value), together);
      case Shape.Owner() -> {
        Party party = (Party) value;
        boolean isTeam = party.kind() == Party.Kind.TEAM;
        String id = isTeam || party.name() != null ? party.name() : party.id();
        person(isTeam ? null : id, party.mail(), together);
      }
      case Shape.Fields(var fields) ->
          fields.forEach((_, field) -> learn(field.shape(), field.read().apply(value), together));
      case Shape.Items(var each) ->
          ((Collection<?>) value).forEach(item -> learn(each, item, together));
      case Shape.Values(var each) ->
          ((Map<?, ?>) value).values().forEach(item -> learn(each, item, together));
    }
  }

  private static @Nullable String text(@Nullable Function<Object, Object> read, Object record) {
    return read == null ? null : (String) read.apply(record);
  }

  private void person(@Nullable String name, @Nullable String mail, boolean together) {
    if (mail != null && together) {
      Designation person = Designation.of(mail);
      byText.putIfAbsent(person.folded(), person);
      if (name != null && !name.isBlank()) {
        byText.putIfAbsent(new Designation(name).folded(), person);
      }
    } else if (mail == null && name != null && !together) {
      calling(name).forEach(each -> byText.putIfAbsent(each.folded(), each));
    }
  }

  /** The persons a text is about that is nothing but what somebody is called by. */
  List<Designation> calling(String text) {
    if (text.isBlank()) {
      return List.of();
    }
    List<Designation> mails = Designation.mailsIn(text);
    if (!mails.isEmpty()) {
      return mails;
    }
    Designation whole = new Designation(text);
    return List.of(byText.getOrDefault(whole.folded(), whole));
  }

  /** The persons a text mentions, or is the name of. */
  List<Designation> mentioned(String text) {
    Set<Designation> found = new LinkedHashSet<>(Designation.mailsIn(text));
    if (!byText.isEmpty()) {
      String folded = Folded.name(text);
      byText.forEach(
          (called, person) -> {
            if (called.length() >= SHORTEST && contains(folded, called)) {
              found.add(person);
            }
          });
    }
    if (found.isEmpty() && text.length() <= LONGEST_NAME && NAME.matcher(text).matches()) {
      found.add(new Designation(text));
    }
    return new ArrayList<>(found);
  }

  /** As a word or words of its own. */
  private static boolean contains(String text, String words) {
    for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
      int end = at + words.length();
      boolean begins = at == 0 || !Character.isLetterOrDigit(text.charAt(at - 1));
      boolean ends = end == text.length() || !Character.isLetterOrDigit(text.charAt(end));
      if (begins && ends) {
        return true;
      }
    }
    return false;
  }

  /** All of them, each once. */
  Set<Designation> everybody() {
    return new LinkedHashSet<>(byText.values());
  }
}
