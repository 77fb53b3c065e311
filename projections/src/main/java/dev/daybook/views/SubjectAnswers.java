package dev.daybook.views;

import dev.daybook.edge.EntityTags;
import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import io.micronaut.http.MutableHttpResponse;
import jakarta.inject.Singleton;
import java.util.OptionalLong;

/**
 * Answers about one subject, with the {@code ETag} that says where it stood at the answer's moment.
 * The ledger tells, not the view: an event may move a subject and leave its row as it is.
 */
@Singleton
public final class SubjectAnswers {

  private final Ledger ledger;

  public SubjectAnswers(Ledger ledger) {
    this.ledger = ledger;
  }

  public <T> MutableHttpResponse<T> of(T body, SubjectName subject, Moment moment) {
    MutableHttpResponse<T> response = Answer.of(body, moment);
    OptionalLong last = ledger.lastSequenceAt(subject.stream(), moment.position());
    return last.isPresent() ? EntityTags.stamp(response, last.getAsLong()) : response;
  }
}
