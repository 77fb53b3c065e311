package dev.daybook.path;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.decision.Erasure;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.decision.SubjectEvent;
import dev.daybook.domain.DomainEvent;
import dev.daybook.domain.DomainSpec;
import dev.daybook.mesh.Folded;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.product.ProductCommand.HandOverProduct;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductEvent;
import dev.daybook.product.ProductSpec;
import dev.daybook.store.EntryScan;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerEntry;
import dev.daybook.store.LedgerFollower;
import dev.daybook.team.TeamEvent;
import dev.daybook.team.TeamSpec;
import dev.daybook.waiver.WaiverCommand.GrantEmergencyWaiver;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The domains, teams and products the ledger knows, in memory, following it. Owners in documents
 * resolve to teams here, by name or by the team's mail, and datasets to products.
 */
public final class MeshDirectory implements AutoCloseable {

  private static final Set<String> FOLLOWED =
      Set.of(
          "domain.registered",
          "domain.changed",
          "team.registered",
          "team.changed",
          "person.erased");

  /** Entries read at once where all is read again. */
  private static final int PAGE = 1_000;

  private static final long PAGE_BYTES = 8 << 20;

  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);

  private volatile Map<String, DomainSpec> domains = new ConcurrentHashMap<>();
  private volatile Map<String, TeamSpec> teams = new ConcurrentHashMap<>();
  private volatile Map<String, List<String>> teamsByMail = new ConcurrentHashMap<>();
  private final ProductDirectory products;
  private final AtomicLong ownWrites = new AtomicLong();
  private final long begun;
  private final @Nullable LedgerFollower follower;
  private final @Nullable LedgerFollower productFollower;

  public MeshDirectory(Ledger ledger) {
    products = new ProductDirectory();
    begun = ledger.head().position();
    follower = follow(ledger, "mesh-directory", FOLLOWED);
    productFollower = follow(ledger, "product-directory", ProductDirectory.FOLLOWED);
  }

  private LedgerFollower follow(Ledger ledger, String name, Set<String> types) {
    return LedgerFollower.start(
        ledger,
        name,
        types,
        entry -> {
          if (entry.event() instanceof Erasure) {
            learnAgain(ledger, entry.position());
          } else {
            learn(entry.event(), entry.position());
          }
        });
  }

  /** Reads all domains and teams once more, in which somebody was erased. */
  private void learnAgain(Ledger ledger, long position) {
    ledger.awaitErasures(position);
    MeshDirectory anew = new MeshDirectory();
    long from = 1;
    while (from <= position) {
      List<LedgerEntry> page = ledger.entriesOfTypes(FOLLOWED, from, PAGE);
      page.stream()
          .filter(entry -> entry.position() <= position)
          .forEach(entry -> anew.learn(entry.event(), entry.position()));
      from = page.isEmpty() ? Long.MAX_VALUE : page.getLast().position() + 1;
    }
    domains = anew.domains;
    teams = anew.teams;
    teamsByMail = anew.teamsByMail;
  }

  /** A directory apart from any ledger, which knows what it is told. */
  MeshDirectory() {
    this(new ProductDirectory());
  }

  private MeshDirectory(ProductDirectory products) {
    this.products = products;
    begun = 0;
    follower = null;
    productFollower = null;
  }

  /** What was known once a position was recorded: a directory that follows nothing. */
  public static MeshDirectory asOf(Ledger ledger, long position) {
    MeshDirectory then = new MeshDirectory();
    then.learn(ledger, 1, position);
    return then;
  }

  /**
   * What was known later, in a directory apart from this one, which follows nothing: read is only
   * what came since.
   *
   * @param known the position as of which this one is
   * @param position a later one, or the same
   */
  public MeshDirectory later(Ledger ledger, long known, long position) {
    MeshDirectory later = new MeshDirectory(products.copy());
    later.domains.putAll(domains);
    later.teams.putAll(teams);
    later.teamsByMail.putAll(teamsByMail);
    later.learn(ledger, known + 1, position);
    return later;
  }

  private void learn(Ledger ledger, long first, long last) {
    if (last < first) {
      return;
    }
    Set<String> types = new HashSet<>(FOLLOWED);
    types.addAll(ProductDirectory.FOLLOWED);
    try (EntryScan scan = ledger.scan(types, first, last)) {
      for (List<LedgerEntry> page = scan.next(PAGE, PAGE_BYTES);
          !page.isEmpty();
          page = scan.next(PAGE, PAGE_BYTES)) {
        page.forEach(entry -> learn(entry.event(), entry.position()));
      }
    }
  }

  /** Its domains and teams, with the products of another one. */
  public MeshDirectory withProductsOf(MeshDirectory other) {
    MeshDirectory mixed = new MeshDirectory(other.products);
    mixed.domains = domains;
    mixed.teams = teams;
    mixed.teamsByMail = teamsByMail;
    return mixed;
  }

  ProductDirectory products() {
    return products;
  }

  /** What this node itself wrote must be seen by its next command. */
  void written(long position) {
    ownWrites.accumulateAndGet(position, Math::max);
  }

  /** The last position of what this node wrote, or passed on to be written. */
  long written() {
    return ownWrites.get();
  }

  /**
   * Waits for what the node wrote that passes a command on to this one: all of it, as here it was
   * not learned from the writing.
   */
  void awaitWritesOfOther(long position) throws InterruptedException {
    if (!await(position, LONGEST_WAIT)) {
      throw Overloaded.behind("the directory of domains, teams and products", position);
    }
  }

  /**
   * Waits until all that was recorded up to a position is known here, whoever wrote it.
   *
   * @return whether it is, in time
   */
  public boolean await(long position, Duration atMost) throws InterruptedException {
    return (productFollower == null || productFollower.await(position, atMost))
        && (follower == null || follower.await(position, atMost));
  }

  /**
   * Waits for what this node wrote, and for all there was when it began. Its own products it learns
   * from the writing itself: they come too often to be waited for.
   */
  void awaitOwnWrites() throws InterruptedException {
    if (productFollower != null && !productFollower.await(begun, LONGEST_WAIT)) {
      throw Overloaded.behind("the directory of products", begun);
    }
    if (follower != null && !follower.await(ownWrites.get(), LONGEST_WAIT)) {
      throw Overloaded.behind("the directory of domains and teams", ownWrites.get());
    }
  }

  Optional<DomainSpec> domain(String name) {
    return Optional.ofNullable(domains.get(folded(name)));
  }

  /**
   * The team a party means: by name, where {@code Orders Team} is {@code orders-team} too, or by
   * its mail. Of several teams with one mail it is the one that has had it longest.
   */
  Optional<TeamSpec> team(Party party) {
    Optional<TeamSpec> byName = party.teamName().flatMap(this::teamNamed);
    if (byName.isPresent()) {
      return byName;
    }
    String mail = party.mail();
    List<String> sharing = mail == null ? null : teamsByMail.get(folded(mail));
    return Optional.ofNullable(sharing == null ? null : teams.get(sharing.getFirst()));
  }

  private Optional<TeamSpec> teamNamed(String name) {
    String folded = folded(name);
    TeamSpec exact = teams.get(folded);
    return Optional.ofNullable(exact != null ? exact : teams.get(folded.replaceAll("\\s+", "-")));
  }

  /** The command with its owners and contacts named by the teams they mean. */
  SubjectCommand resolve(SubjectCommand command) {
    return switch (command) {
      case PublishProduct(ProductSpec spec) -> {
        Party owner = spec.owner();
        yield owner == null ? command : new PublishProduct(spec.withOwner(resolved(owner)));
      }
      case PublishContract(ContractSpec spec) -> {
        Party owner = spec.owner();
        yield owner == null ? command : new PublishContract(spec.withOwner(resolved(owner)));
      }
      case HandOverProduct(SubjectName subject, Party to, String reason) ->
          new HandOverProduct(subject, resolved(to), reason);
      case GrantEmergencyWaiver waiver ->
          waiver.entitledAs(ownership(waiver.covers(), waiver.actorName()).orElse(null));
      default -> command;
    };
  }

  /**
   * Why whoever is called so owns the subject's domain: {@code owner}, where the domain's document
   * or the team it means calls its owner so, by name or mail; {@code team}, where the team it means
   * has a member of that name or mail.
   */
  private Optional<String> ownership(SubjectName subject, String actor) {
    String called = folded(actor);
    Party owner = subject.domainName().flatMap(this::domain).map(DomainSpec::owner).orElse(null);
    if (owner == null || called.isBlank()) {
      return Optional.empty();
    }
    Optional<TeamSpec> team = team(owner);
    boolean isOwner =
        owner.foldedNames().contains(called)
            || team.filter(each -> each.party().foldedNames().contains(called)).isPresent();
    if (isOwner) {
      return Optional.of("owner");
    }
    return team.filter(each -> each.members().stream().anyMatch(member -> isCalled(member, called)))
        .map(_ -> "team");
  }

  private static boolean isCalled(TeamSpec.Member member, String called) {
    String mail = member.mail();
    return folded(member.name()).equals(called) || (mail != null && folded(mail).equals(called));
  }

  private Party resolved(Party party) {
    return team(party).map(team -> party.as(team.name())).orElse(party);
  }

  /** Takes in what happened at this position, if it is about a domain, a team or a product. */
  void learn(SubjectEvent happened, long position) {
    switch (happened) {
      case ProductEvent event -> products.learn(event, position);
      case DomainEvent event -> {
        DomainSpec spec =
            switch (event) {
              case DomainEvent.DomainRegistered(DomainSpec registered) -> registered;
              case DomainEvent.DomainChanged(DomainSpec changed, _) -> changed;
            };
        domains.put(folded(spec.name()), spec);
      }
      case TeamEvent event -> {
        TeamSpec spec =
            switch (event) {
              case TeamEvent.TeamRegistered(TeamSpec registered) -> registered;
              case TeamEvent.TeamChanged(TeamSpec changed, _) -> changed;
            };
        TeamSpec before = teams.put(folded(spec.name()), spec);
        String mailBefore = before == null ? null : before.mail();
        String mail = spec.mail();
        if (mailBefore != null && (mail == null || !folded(mail).equals(folded(mailBefore)))) {
          share(mailBefore, spec.name(), false);
        }
        if (mail != null) {
          share(mail, spec.name(), true);
        }
      }
      default -> {}
    }
  }

  /** Adds a team to those that share a mail address, behind the others, or takes it away. */
  private void share(String mail, String team, boolean added) {
    teamsByMail.compute(
        folded(mail),
        (_, sharing) -> {
          Set<String> all = new LinkedHashSet<>(sharing == null ? List.of() : sharing);
          if (added) {
            all.add(folded(team));
          } else {
            all.remove(folded(team));
          }
          return all.isEmpty() ? null : List.copyOf(all);
        });
  }

  private static String folded(String name) {
    return Folded.name(name);
  }

  @Override
  public void close() {
    if (follower != null) {
      follower.close();
    }
    if (productFollower != null) {
      productFollower.close();
    }
  }
}
