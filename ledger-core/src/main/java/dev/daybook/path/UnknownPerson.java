package dev.daybook.path;

import dev.daybook.decision.BuiltInRule;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.decision.Verdict;
import dev.daybook.person.PersonCommand;
import dev.daybook.store.Ledger;
import java.util.Optional;

/** Whatever is asked about a person is asked about one whose key the ledger has, or had. */
final class UnknownPerson {

  private UnknownPerson() {}

  /** The refusal of a command about somebody the ledger never heard of. */
  static Optional<Verdict<SubjectEvent>> refusal(Ledger ledger, SubjectCommand command) {
    if (!(command instanceof PersonCommand) || ledger.knowsPerson(command.subject().path())) {
      return Optional.empty();
    }
    return Optional.of(
        BuiltInRule.PERSON_UNKNOWN.refuse(
            "nobody is known as `%s`".formatted(command.subject()),
            "look the person up by mail address or name: `daybook person ada@example.org` shows the id"));
  }
}
