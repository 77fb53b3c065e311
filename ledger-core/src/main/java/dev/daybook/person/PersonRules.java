package dev.daybook.person;

import static dev.daybook.decision.BuiltInRule.ERASURE_BASIS;
import static dev.daybook.decision.BuiltInRule.ERASURE_STEP;
import static dev.daybook.decision.BuiltInRule.LEGAL_HOLD;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SECOND_PERSON;

import dev.daybook.decision.Verdict;
import dev.daybook.mesh.SubjectName;
import dev.daybook.person.PersonCommand.ConfirmErasure;
import dev.daybook.person.PersonCommand.LiftHold;
import dev.daybook.person.PersonCommand.PlaceHold;
import dev.daybook.person.PersonCommand.RecordDisclosure;
import dev.daybook.person.PersonCommand.RejectErasure;
import dev.daybook.person.PersonCommand.RequestErasure;
import dev.daybook.person.PersonEvent.ErasureRejected;
import dev.daybook.person.PersonEvent.ErasureRequested;
import dev.daybook.person.PersonEvent.HoldLifted;
import dev.daybook.person.PersonEvent.HoldPlaced;
import dev.daybook.person.PersonEvent.KeyDestroyed;
import dev.daybook.person.PersonEvent.PersonDisclosed;
import dev.daybook.person.PersonEvent.PersonErased;
import dev.daybook.person.PersonState.Request;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** An erasure is asked for by one and confirmed by another, and waits while anything holds it. */
final class PersonRules {

  private PersonRules() {}

  static Verdict<PersonEvent> decide(PersonState person, PersonCommand command) {
    if (reason(command).isBlank()) {
      return REASON_MISSING.refuse(
          "the reason is empty; the ledger keeps it for those who ask later",
          "say why, without naming the person");
    }
    if (person.erased()) {
      return command instanceof ConfirmErasure
          ? Verdict.unchanged()
          : ERASURE_STEP.refuse(
              "`%s` is erased".formatted(command.subject()),
              "nothing is left to do; whoever is named again later is another person here");
    }
    return switch (command) {
      case RequestErasure c -> request(person, c);
      case ConfirmErasure c -> confirm(person, c);
      case RejectErasure c ->
          person.request().isEmpty()
              ? nothingAsked(c.subject())
              : Verdict.accepted(List.of(new ErasureRejected(c.subject(), c.reason())));
      case PlaceHold c ->
          person.holds().contains(c.matter())
              ? Verdict.unchanged()
              : Verdict.accepted(List.of(new HoldPlaced(c.subject(), c.matter(), c.reason())));
      case RecordDisclosure c ->
          Verdict.accepted(List.of(new PersonDisclosed(c.subject(), c.bundle(), c.reason())));
      case LiftHold c ->
          person.holds().contains(c.matter())
              ? Verdict.accepted(List.of(new HoldLifted(c.subject(), c.matter(), c.reason())))
              : ERASURE_STEP.refuse(
                  "nothing called `%s` holds `%s`".formatted(c.matter(), c.subject()),
                  c.matter(),
                  person.holds().isEmpty() ? "no hold" : String.join(", ", person.holds()),
                  "name a matter that holds it");
    };
  }

  private static String reason(PersonCommand command) {
    return switch (command) {
      case RequestErasure c -> c.reason();
      case ConfirmErasure c -> c.reason();
      case RejectErasure c -> c.reason();
      case PlaceHold c -> c.reason();
      case LiftHold c -> c.reason();
      case RecordDisclosure c -> c.reason();
    };
  }

  private static Verdict<PersonEvent> request(PersonState person, RequestErasure c) {
    if (c.basis().isBlank()) {
      return ERASURE_BASIS.refuse(
          "the legal basis is empty; an erasure cannot be undone",
          "name it, such as GDPR Art. 17(1)(b)");
    }
    Request asked = new Request(c.basis(), c.reason(), known(c.by()));
    if (person.request().isPresent()) {
      return person.request().get().equals(asked)
          ? Verdict.unchanged()
          : ERASURE_STEP.refuse(
              "the erasure of `%s` was asked for already, on the basis %s"
                  .formatted(c.subject(), person.request().get().basis()),
              "confirm or reject that first");
    }
    if (!person.holds().isEmpty()) {
      return held(c.subject(), person.holds());
    }
    return Verdict.accepted(
        List.of(new ErasureRequested(c.subject(), c.basis(), c.reason(), asked.by())));
  }

  private static Verdict<PersonEvent> confirm(PersonState person, ConfirmErasure c) {
    if (person.request().isEmpty()) {
      return nothingAsked(c.subject());
    }
    Request request = person.request().get();
    String by = known(c.by());
    if (request.by().equals(by)) {
      return SECOND_PERSON.refuse(
          "`%s` asked for this erasure, and cannot confirm it".formatted(by),
          by,
          "anybody else who may",
          "have another confirm it");
    }
    if (!person.holds().isEmpty()) {
      return held(c.subject(), person.holds());
    }
    return Verdict.accepted(
        List.of(new PersonErased(c.subject(), request.basis(), request.by(), by, c.reason())));
  }

  private static Verdict<PersonEvent> held(SubjectName subject, SortedSet<String> holds) {
    return LEGAL_HOLD.refuse(
        "`%s` is under legal hold and cannot be erased".formatted(subject),
        String.join(", ", holds),
        "no hold",
        "lift the hold once its matter is closed, then ask again");
  }

  private static Verdict<PersonEvent> nothingAsked(SubjectName subject) {
    return ERASURE_STEP.refuse(
        "nobody asked for the erasure of `%s`".formatted(subject), "ask for it first");
  }

  private static String known(@Nullable String by) {
    return by == null ? "" : by;
  }

  static PersonState evolve(PersonState person, PersonEvent event) {
    return switch (event) {
      case ErasureRequested(_, String basis, String reason, String by) ->
          new PersonState(Optional.of(new Request(basis, reason, by)), person.holds(), false);
      case ErasureRejected _ -> new PersonState(Optional.empty(), person.holds(), false);
      case HoldPlaced(_, String matter, _) -> {
        SortedSet<String> holds = new TreeSet<>(person.holds());
        holds.add(matter);
        yield new PersonState(person.request(), holds, person.erased());
      }
      case HoldLifted(_, String matter, _) -> {
        SortedSet<String> holds = new TreeSet<>(person.holds());
        holds.remove(matter);
        yield new PersonState(person.request(), holds, person.erased());
      }
      case PersonDisclosed _ -> person;
      case PersonErased _, KeyDestroyed _ ->
          new PersonState(Optional.empty(), person.holds(), true);
    };
  }
}
