package dev.daybook.personal;

import dev.daybook.mesh.Folded;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a person is called by in documents: a mail address, or a name. Two people of one name are
 * one as far as erasure can tell, so mail addresses are preferred wherever both are known.
 *
 * @param folded without regard to case, and with single spaces
 */
public record Designation(String folded) {

  /** Longest that is told apart, in UTF-16 units: as long as anything that names an owner. */
  private static final int LONGEST = 1_000;

  private static final Pattern MAIL =
      Pattern.compile("[\\p{L}\\p{N}._%+'-]+@[\\p{L}\\p{N}-]+(?:\\.[\\p{L}\\p{N}-]+)+");

  private static final Pattern SPACES = Pattern.compile("\\s+");

  public Designation {
    folded = SPACES.matcher(Folded.name(folded.strip())).replaceAll(" ");
    if (folded.length() > LONGEST) {
      folded = folded.substring(0, LONGEST);
    }
  }

  /** The person called so: by the mail address in {@code text} where there is one. */
  public static Designation of(String text) {
    List<Designation> mails = mailsIn(text);
    return mails.isEmpty() ? new Designation(text) : mails.getFirst();
  }

  /** Every mail address in a text, in their order. */
  static List<Designation> mailsIn(String text) {
    if (text.indexOf('@') < 0) {
      return List.of();
    }
    List<Designation> mails = new ArrayList<>();
    Matcher matcher = MAIL.matcher(text);
    while (matcher.find()) {
      mails.add(new Designation(matcher.group()));
    }
    return mails;
  }
}
