package dev.daybook.replay.evidence;

import dev.daybook.personal.Named;
import dev.daybook.personal.OwnKeys;
import dev.daybook.personal.PersonalData;
import dev.daybook.personal.envelope.Opening;
import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.verify.StoredEntry;
import dev.daybook.replay.verify.Trust;
import dev.daybook.rotation.RotationEvent.KeysRotated;
import dev.daybook.seal.CanonicalJson;
import dev.daybook.seal.Checkpoint;
import dev.daybook.seal.EntryBundle;
import dev.daybook.seal.GrowingTree;
import dev.daybook.seal.KeyAlgorithm;
import dev.daybook.seal.KeyRotation;
import dev.daybook.seal.LeafEntry;
import dev.daybook.seal.Merkle;
import dev.daybook.seal.OwnTimestampAuthority;
import dev.daybook.seal.Sha256;
import dev.daybook.seal.SignedNote;
import dev.daybook.seal.SignerKey;
import dev.daybook.seal.StrictJson;
import dev.daybook.seal.TileId;
import dev.daybook.seal.TimestampQuery;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A ledger in memory, whose history is a product's: published by decisions, measured, found
 * wanting, among what others do.
 */
final class OwnLedger implements EvidenceSource {

  static final String ORIGIN = "daybook/example";
  static final String PRODUCT = "product/sales.orders";
  static final String ACTOR = "act_0123456789abcdef";
  static final Instant FIRST = Instant.parse("2026-11-30T12:00:00Z");

  /** Keys of seeds everybody can repeat, as the page on the seal's formats has them. */
  private static final SignerKey KEY =
      SignerKey.parse(
          "PRIVATE+KEY+daybook/example+37200ab4+AQABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");

  private static final SignerKey COSIGNER =
      SignerKey.parse(
          "PRIVATE+KEY+daybook/example+b9c4f709+BgABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f");

  private final List<StoredEntry> entries = new ArrayList<>();
  private final Map<String, Long> sequences = new HashMap<>();
  private final Map<String, byte[]> contents = new HashMap<>();
  private final Map<String, byte[]> log = new HashMap<>();
  private final List<Long> decisions = new ArrayList<>();
  private final NavigableMap<Long, Steps> judged = new TreeMap<>();
  private final NavigableMap<Long, Map<String, byte[]>> meaning = new TreeMap<>();
  private final OwnKeys keys = new OwnKeys();
  private final PersonalData personal = new PersonalData(ORIGIN, keys);
  private final Map<String, PersonalData.Sealed> sealedContents = new HashMap<>();
  private final List<String> disclosed = new ArrayList<>();
  private final List<Long> rotations = new ArrayList<>();
  private final List<Timestamped> timestamps = new ArrayList<>();
  private List<SignerKey> signers = List.of(KEY, COSIGNER);

  /** The whole history, with so many entries of others between each two of the product. */
  static OwnLedger withHistory(int between) {
    OwnLedger ledger = new OwnLedger();
    ledger.decide(PRODUCT, false);
    ledger.others(between);
    UUID published = ledger.decide(PRODUCT, true);
    ledger.record(PRODUCT, "product.registered", published, Map.of("subject", PRODUCT));
    ledger.others(between);
    ledger.record(
        "slo/sales.orders/freshness",
        "slo.breach-opened",
        new UUID(3, 3),
        Map.of("subject", "slo/sales.orders/freshness", "since", "2026-11-30T11:00:00Z"));
    ledger.others(between);
    ledger.record(
        "posture/" + PRODUCT,
        "posture.changed",
        new UUID(4, 4),
        Map.of("subject", "posture/" + PRODUCT, "about", PRODUCT, "policies", List.of()));
    UUID amended = ledger.decide("product/Sales.Orders", true);
    ledger.record(PRODUCT, "product.amended", amended, Map.of("subject", PRODUCT));
    ledger.others(between);
    ledger.seal();
    return ledger;
  }

  /** Entries nobody asks for. */
  void others(int count) {
    for (int i = 0; i < count; i++) {
      record("team/öl-" + i % 7, "team.changed", new UUID(9, i), Map.of("n", entries.size()));
    }
  }

  /** Records a decision with all it is judged by. */
  UUID decide(String subject, boolean accepted) {
    UUID id = new UUID(1, entries.size());
    Map<String, Object> decision = new TreeMap<>();
    decision.put("id", id.toString());
    decision.put("subject", subject);
    decision.put("command", "PublishProduct");
    decision.put("accepted", accepted);
    decision.put("factsSha256", kept("{\"clock\":" + entries.size() + "}"));
    decision.put(
        "policies",
        List.of(
            Map.of(
                "name",
                "naming",
                "version",
                "1.0.0",
                "sha256",
                kept("kind: Policy\n"),
                "params",
                Map.of("name", "words", "version", "1", "sha256", kept("kind: PolicyParams\n")))));
    decision.put(
        "findings",
        accepted
            ? List.of()
            : List.of(
                Map.of("rule", "naming/form", "effect", "deny", "message", "it is <b>bad</b>")));
    return decide(id, decision);
  }

  /**
   * Records a decision that denied by its only rule, {@code naming/form}.
   *
   * @param traceSha256 the digest of its steps
   * @param steps what judging it again comes to
   * @param parts what the numbers in them mean, in JSON
   */
  void judge(String traceSha256, Steps steps, String parts) {
    UUID id = new UUID(8, entries.size());
    String policy = kept("kind: Policy\n# " + parts + "\n");
    Map<String, Object> says = new TreeMap<>();
    says.put("id", id.toString());
    says.put("subject", PRODUCT);
    says.put("command", "PublishProduct");
    says.put("accepted", false);
    says.put("factsSha256", kept("{\"clock\":" + entries.size() + "}"));
    says.put("traceSha256", traceSha256);
    says.put("policies", List.of(Map.of("name", "naming", "version", "1", "sha256", policy)));
    says.put(
        "findings",
        List.of(Map.of("rule", "naming/form", "effect", "deny", "message", "it is bad")));
    decide(id, says);
    judged.put(size(), steps);
    meaning.put(size(), Map.of(policy, parts.getBytes(StandardCharsets.UTF_8)));
  }

  /** Records a decision that says this. */
  UUID decide(UUID id, Map<String, Object> says) {
    record("decision/" + id, "decision.recorded", id, says);
    decisions.add(size());
    return id;
  }

  private String kept(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    contents.put(Sha256.hex(bytes), bytes);
    return Sha256.hex(bytes);
  }

  /** Records an entry. */
  void record(String stream, String type, UUID decision, Map<String, Object> says) {
    record(stream, type, decision, says, ACTOR);
  }

  /**
   * Records an entry.
   *
   * @param actor whom its leaf names; its metadata names {@link #ACTOR}
   */
  void record(String stream, String type, UUID decision, Map<String, Object> says, String actor) {
    record(
        stream,
        type,
        CanonicalJson.write(new TreeMap<>(says)),
        CanonicalJson.write(
            new TreeMap<>(
                Map.of(
                    "actor",
                    ACTOR,
                    "decision",
                    decision.toString(),
                    "document",
                    kept("document of " + decision)))),
        actor);
  }

  private void record(String stream, String type, byte[] payload, byte[] metadata, String actor) {
    long position = entries.size() + 1L;
    long sequence = sequences.merge(stream, 1L, Long::sum) - 1;
    LeafEntry leaf =
        new LeafEntry(
            ORIGIN,
            position - 1,
            new UUID(7, position),
            stream,
            sequence,
            type,
            1,
            FIRST.plusSeconds(position),
            actor,
            LeafEntry.Content.of(payload),
            LeafEntry.Content.of(metadata));
    entries.add(
        new StoredEntry(
            position,
            leaf.event(),
            stream,
            sequence,
            type,
            1,
            leaf.recordedAt(),
            payload,
            metadata,
            leaf.json()));
  }

  /** Signs a checkpoint of all there is, and publishes its tree. */
  byte[] seal() {
    GrowingTree tree = new GrowingTree();
    entries.forEach(entry -> tree.add(Merkle.leafHash(entry.leaf())));
    List<GrowingTree.Full> tiles = new ArrayList<>(tree.takeFull());
    tiles.addAll(tree.edge());
    for (GrowingTree.Full tile : tiles) {
      log.put(tile.tile().path(), tile.bytes());
      if (tile.tile().level() == 0) {
        int first = Math.toIntExact(tile.tile().index() * TileId.WIDTH);
        log.put(
            new TileId(TileId.ENTRIES, tile.tile().index(), tile.tile().width()).path(),
            EntryBundle.write(
                entries.subList(first, first + tile.tile().width()).stream()
                    .map(StoredEntry::leaf)
                    .toList()));
      }
    }
    SignedNote note = SignedNote.of(new Checkpoint(ORIGIN, entries.size(), tree.root()).text());
    for (int i = 0; i < signers.size(); i += 2) {
      note = note.signed(signers.get(i)).cosigned(signers.get(i + 1), FIRST);
    }
    log.put(LogSource.CHECKPOINT, note.bytes());
    return note.bytes();
  }

  /** Goes over to other keys, as the sealer does; the checkpoint that all four signed. */
  byte[] rotate() {
    return rotateAs(signers);
  }

  /** The same, in the name of these keys. */
  byte[] rotateAs(List<SignerKey> before) {
    List<SignerKey> after =
        List.of(
            SignerKey.generate(ORIGIN, KeyAlgorithm.ED25519),
            SignerKey.generate(ORIGIN, KeyAlgorithm.ML_DSA_44_COSIGNATURE));
    record(
        "seal/" + ORIGIN,
        KeyRotation.TYPE,
        CanonicalJson.write(
            KeysRotated.of(
                KeyRotation.of(
                    sealed(),
                    before.getFirst(),
                    before.getLast(),
                    after.stream().map(SignerKey::verifier).toList()))),
        CanonicalJson.write(new TreeMap<>(Map.of("actor", ACTOR))),
        ACTOR);
    rotations.add(size());
    signers = Stream.concat(before.stream(), after.stream()).toList();
    byte[] both = seal();
    signers = after;
    return both;
  }

  private byte[] latest() {
    return Objects.requireNonNull(log.get(LogSource.CHECKPOINT));
  }

  private Checkpoint sealed() {
    return Checkpoint.parse(SignedNote.parse(latest()).text());
  }

  /** Lets an authority see what is sealed. */
  void stamp(OwnTimestampAuthority authority, Instant time) {
    TimestampQuery query = TimestampQuery.of(sealed());
    timestamps.add(
        new Timestamped(
            sealed().size(),
            Sha256.hex(authority.trusted().certificates().getFirst().getPublicKey().getEncoded()),
            query.token(authority.answer(query.der(), time)).der(),
            latest()));
  }

  /** Forgets what is kept under a digest. */
  void forget(String sha256) {
    contents.remove(sha256);
  }

  StoredEntry entry(long position) {
    return entries.get((int) position - 1);
  }

  long size() {
    return entries.size();
  }

  Trust trusted() {
    return new Trust.Keys(List.of(KEY.verifier()));
  }

  /** The keys that verify it, a line each. */
  static String vkeys() {
    return "%s\n%s\n".formatted(KEY.verifier(), COSIGNER.verifier());
  }

  @Override
  public byte[] get(String path) throws IOException {
    byte[] bytes = log.get(path);
    if (bytes == null) {
      throw new IOException("no `%s`".formatted(path));
    }
    return bytes;
  }

  @Override
  public List<StoredEntry> entries(long first, int limit) throws IOException {
    return entries.subList((int) first - 1, (int) Math.min(first - 1 + limit, entries.size()));
  }

  /** Lets the ledger name somebody in an entry, and in the document it came from. */
  void name(String mail) {
    name(mail, mail);
  }

  /** Lets the ledger name somebody in an entry, and somebody in the document it came from. */
  void name(String inEntry, String inDocument) {
    UUID decision = new UUID(6, entries.size());
    UUID event = new UUID(7, entries.size() + 1L);
    Owned owned = new Owned(PRODUCT, inEntry);
    String text = "owner: %s of %s".formatted(inDocument, decision);
    String document = kept(text);
    personal
        .sealContent(document, text.getBytes(StandardCharsets.UTF_8), Named.in(List.of()))
        .ifPresent(whole -> sealedContents.put(document, whole));
    record(
        PRODUCT,
        "product.amended",
        personal.sealEvent(event, owned, CanonicalJson.write(owned), Named.in(List.of(owned))),
        CanonicalJson.write(
            new TreeMap<>(
                Map.of("actor", ACTOR, "decision", decision.toString(), "document", document))),
        ACTOR);
  }

  /** Lets the ledger name somebody on whose behalf an entry was asked for. */
  void onBehalfOf(String mail) {
    UUID decision = new UUID(6, entries.size());
    Asked asked = new Asked(ACTOR, decision.toString(), mail);
    record(
        PRODUCT,
        "product.amended",
        CanonicalJson.write(new TreeMap<>(Map.of("subject", PRODUCT))),
        personal.sealMetadata(
            decision, asked, CanonicalJson.write(asked), Named.in(List.of(asked))),
        ACTOR);
  }

  /** Metadata that names persons. */
  record Asked(String actor, String decision, @dev.daybook.mesh.Personal String onBehalfOf) {}

  /** What names persons. */
  record Owned(String subject, @dev.daybook.mesh.Personal String owner) {}

  /** Destroys the key of a person. */
  void erase(String mail) {
    keys.destroy(mail);
  }

  /** What was disclosed: a line for each person. */
  List<String> disclosed() {
    return disclosed;
  }

  @Override
  public Content content(String sha256) {
    PersonalData.Sealed sealed = sealedContents.get(sha256);
    if (sealed != null) {
      return personal
          .openContent(sha256, sealed)
          .<Content>map(bytes -> new Content.Bytes(bytes, Set.copyOf(sealed.persons())))
          .orElseGet(Content.Erased::new);
    }
    byte[] bytes = contents.get(sha256);
    return bytes == null ? new Content.Absent() : new Content.Bytes(bytes, Set.of());
  }

  @Override
  public Map<Long, Personal> personal(long first, int limit, boolean disclose) throws IOException {
    Map<Long, Personal> found = new HashMap<>();
    for (StoredEntry entry : entries(first, limit)) {
      List<PersonalText> payload =
          PersonalData.isSealed(entry.payload())
              ? texts(personal.eventOpenings(entry.event(), entry.payload()), disclose)
              : List.of();
      List<PersonalText> metadata =
          PersonalData.isSealed(entry.metadata())
              ? texts(
                  personal.metadataOpenings(decision(entry.metadata()), entry.metadata()), disclose)
              : List.of();
      if (!payload.isEmpty() || !metadata.isEmpty()) {
        found.put(entry.position(), new Personal(payload, metadata));
      }
    }
    return found;
  }

  private static UUID decision(byte[] metadata) {
    return StrictJson.parse(metadata) instanceof Map<?, ?> says
        ? UUID.fromString(String.valueOf(says.get("decision")))
        : new UUID(0, 0);
  }

  private static List<PersonalText> texts(List<Opening> openings, boolean disclose) {
    return openings.stream()
        .map(
            opening ->
                new PersonalText(
                    opening.at(),
                    opening.persons(),
                    opening.erased(),
                    disclose ? opening.key() : null))
        .toList();
  }

  @Override
  public Judged judged(long first, int limit) {
    Map<String, byte[]> parts = new HashMap<>();
    meaning.subMap(first, first + limit).values().forEach(parts::putAll);
    return new Judged(judged.subMap(first, first + limit), parts, first + limit);
  }

  @Override
  public void recordDisclosure(Set<String> persons, String bundle, String reason) {
    persons.forEach(person -> disclosed.add("%s in %s: %s".formatted(person, bundle, reason)));
  }

  @Override
  public List<Long> decisions(Question question, Set<String> subjects) {
    return decisions;
  }

  @Override
  public List<Long> rotations() {
    return rotations;
  }

  @Override
  public List<Timestamped> timestamps(long after) {
    List<Timestamped> behind = timestamps.stream().filter(stamp -> stamp.size() > after).toList();
    return behind.stream().filter(stamp -> stamp.size() == behind.getFirst().size()).toList();
  }

  @Override
  public byte[] trustPolicy() {
    return "log %s\nquorum none\n"
        .formatted(signers.getFirst().verifier())
        .getBytes(StandardCharsets.UTF_8);
  }
}
