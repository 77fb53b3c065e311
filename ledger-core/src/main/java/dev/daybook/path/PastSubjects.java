package dev.daybook.path;

import dev.daybook.mesh.SubjectName;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Subjects as they stood once positions were recorded. Reads each subject's stream by itself, and
 * remembers some states on the way, so that whoever asks more or less in the order of the ledger
 * has each entry read about once. Made for one stretch of work, as what it remembers is never
 * forgotten, and what is recorded meanwhile is not looked for.
 */
public final class PastSubjects {

  /** Entries of one subject read at once. */
  private static final int PAGE = 500;

  /** States of one subject that are remembered: those of the last positions. */
  private static final int REMEMBERED = 16;

  private final Ledger ledger;
  private final Map<String, Course> courses = new ConcurrentHashMap<>();

  public PastSubjects(Ledger ledger) {
    this.ledger = ledger;
  }

  /**
   * How a subject stood.
   *
   * @param sequence its last sequence; -1 before its first entry
   * @param shell to be copied by who goes on with it
   */
  record Stood(long sequence, SliceShell<?, ?, ?> shell) {}

  /** How a subject stood once a position was recorded, as it was when it was asked about first. */
  Stood through(SubjectName subject, long position) {
    return courses.computeIfAbsent(subject.stream(), _ -> new Course(subject)).through(position);
  }

  /** One subject's way through its states. */
  private final class Course {

    private final SubjectName subject;
    private final TreeMap<Long, Stood> states = new TreeMap<>();
    private List<LedgerEntry> page = List.of();

    /** From this sequence on there was nothing. */
    private long end = Long.MAX_VALUE;

    Course(SubjectName subject) {
      this.subject = subject;
    }

    synchronized Stood through(long position) {
      Map.Entry<Long, Stood> known = states.floorEntry(position);
      Stood before = known == null ? new Stood(-1, Slices.begun(subject)) : known.getValue();
      SliceShell<?, ?, ?> shell = before.shell().copy();
      long sequence = before.sequence();
      long at = -1;
      while (true) {
        List<LedgerEntry> next = from(sequence + 1);
        if (next.isEmpty() || next.getFirst().position() > position) {
          break;
        }
        for (LedgerEntry entry : next) {
          if (entry.position() > position) {
            break;
          }
          shell.on(entry.event());
          sequence = entry.sequence();
          at = entry.position();
        }
      }
      if (at < 0) {
        return before;
      }
      Stood stood = new Stood(sequence, shell);
      states.put(at, stood);
      if (states.size() > REMEMBERED) {
        states.pollFirstEntry();
      }
      return stood;
    }

    /** Entries from this sequence on: those of the page read last, or else of the next. */
    private List<LedgerEntry> from(long sequence) {
      if (sequence >= end) {
        return List.of();
      }
      if (page.isEmpty()
          || sequence < page.getFirst().sequence()
          || sequence > page.getLast().sequence()) {
        List<LedgerEntry> next = ledger.stream(subject.stream(), sequence, PAGE);
        if (next.isEmpty()) {
          end = sequence;
          return next;
        }
        page = next;
      }
      return page.subList((int) (sequence - page.getFirst().sequence()), page.size());
    }
  }
}
