package dev.daybook.cli;

/** The moment an answer is about, as its headers tell it, in a sentence. */
final class AnswerMoment {

  private AnswerMoment() {}

  static String of(Client.Answer answer) {
    String position = answer.header("Daybook-Position").orElse("?");
    if (position.equals("0")) {
      return "as of before the first entry";
    }
    String checkpoint = answer.header("Daybook-Checkpoint").orElse("none");
    return "as of position %s%s, %s"
        .formatted(
            position,
            answer.header("Daybook-Recorded-At").map(", recorded "::concat).orElse(""),
            checkpoint.equals("none")
                ? "in no signed checkpoint yet"
                : "under the checkpoint of %s entries".formatted(checkpoint));
  }
}
