package dev.daybook.store;

import java.util.stream.Collectors;

/** The statements of the store, read from the {@code .sql} files beside this class. */
final class Sql {

  static final String APPEND = read("append");
  static final String APPEND_WITH_CONTENT = read("append_with_content");
  static final String HEAD = read("head");
  static final String HEAD_LOCKED = read("head_locked");
  static final String STREAM_HEADS = read("stream_heads");
  static final String HEADS_SINCE = read("heads_since");
  static final String EVENT_AT = read("event_at");
  static final String ENTRIES = read("entries");
  static final String SCAN = read("scan");
  static final String LEAVES = read("leaves");
  static final String WHOLE = read("whole");
  static final String CONTENTS = read("contents");
  static final String STREAM = read("stream");
  static final String STREAMS = read("streams");
  static final String PAYLOADS = read("payloads");
  static final String ENTRIES_OF_TYPES = read("entries_of_types");
  static final String POSITION_AT = read("position_at");
  static final String RECORDED_AT = read("recorded_at");
  static final String SETTLED = read("settled");
  static final String CONTENT = read("content");
  static final String CONTENTS_OF = read("contents_of");
  static final String KEEPS_LOG = read("keeps_log");
  static final String PERSON_SECRET = read("person_secret");
  static final String PERSON_SECRET_MADE = read("person_secret_made");
  static final String PERSON_CALLED = read("person_called");
  static final String PERSON_KEY = read("person_key");
  static final String PERSON_KNOWN = read("person_known");
  static final String PERSON_ERASED = read("person_erased");
  static final String PERSON_KEYS_LOCKED = read("person_keys_locked");
  static final String PERSON_KEY_WRAPPED = read("person_key_wrapped");
  static final String PERSON_SECRET_WRAPPED = read("person_secret_wrapped");
  static final String OTHER_SESSIONS = read("other_sessions");
  static final String LAST_SEQUENCE = read("last_sequence");
  static final String LAST_SEQUENCE_AT = read("last_sequence_at");
  static final String STANDING = read("standing");
  static final String PLACES = read("places");
  static final String KEEP_CONTENTS = read("keep_contents");
  static final String UPSTREAM = read("upstream");
  static final String UPSTREAM_CHOSEN = read("upstream_chosen");
  static final String TURN = read("turn");
  static final String SESSION = read("session");
  static final String ORIGIN = read("origin");
  static final String CHECKS = read("checks");

  static final String SNAPSHOT = read("snapshot");
  static final String PERSONS = read("persons");
  static final String IS_EMPTY = read("is_empty");
  static final String RESTORE_ENTRIES = read("restore_entries");
  static final String RESTORE_CONTENTS = read("restore_contents");
  static final String RESTORE_PERSON = read("restore_person");
  static final String RESTORE_HEAD = read("restore_head");

  private Sql() {}

  private static String read(String name) {
    return SqlFile.read(Sql.class, name)
        .lines()
        .filter(line -> !line.startsWith("--"))
        .collect(Collectors.joining("\n"));
  }
}
