package dev.daybook.cli;

import dev.daybook.replay.log.FolderLog;
import dev.daybook.replay.log.HttpLog;
import dev.daybook.replay.log.LogSource;
import dev.daybook.replay.tables.LedgerVerification;
import dev.daybook.replay.verify.Contents;
import dev.daybook.replay.verify.Earlier;
import dev.daybook.replay.verify.Fault;
import dev.daybook.replay.verify.Frontier;
import dev.daybook.replay.verify.LogVerification;
import dev.daybook.replay.verify.Outcome;
import dev.daybook.replay.verify.Place;
import dev.daybook.replay.verify.Progress;
import dev.daybook.replay.verify.Stamps;
import dev.daybook.replay.verify.Trust;
import dev.daybook.replay.verify.Verified;
import dev.daybook.replay.verify.Wrong;
import dev.daybook.seal.TimestampAuthorities;
import dev.daybook.sealer.SealSettings;
import dev.daybook.store.Ledger;
import dev.daybook.store.LedgerBroken;
import dev.daybook.store.StoreUnavailable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code daybook verify}: derives everything that is sealed anew, and says what does not hold. */
@Command(
    name = "verify",
    description = {
      "Derive every leaf, node, tile and checkpoint anew, and name the first that does not hold.",
      "Without --data, DIR or URL it reads a server's log, which is for everybody; where the token",
      "(DAYBOOK_TOKEN) is an auditor's, every payload and its metadata too.",
      "Ends with 0 only if all holds and a key you trust signed it."
    })
final class VerifyCommand implements Callable<Integer> {

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR|URL",
      description =
          "A log as files, as `daybook seal export` writes it, or where one is published, such as a"
              + " witness's copy.")
  private @Nullable String published;

  @Mixin private LedgerPlace ledger = new LedgerPlace();

  @Option(
      names = "--resume",
      paramLabel = "FILE",
      description =
          "Go on from where the run before ended, and keep in this file where this one does."
              + " Keep it where only you can write.")
  private @Nullable Path resume;

  @Mixin private TrustOptions trusted = new TrustOptions();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  private final List<String> remarks = new ArrayList<>();

  @Override
  public Integer call() throws IOException {
    @Nullable TimestampAuthorities authorities = trusted.authorities();
    if (authorities != null && (published == null || published.startsWith("http"))) {
      throw Failure.usage("--tsa-cert is for a log as files, which DIR names");
    }
    Trust trust = trusted.trust();
    @Nullable Earlier earlier = trusted.earlier();
    @Nullable Verified before = before();
    Outcome outcome = verify(trust, earlier, before);
    if (outcome instanceof Outcome.Consistent consistent && resume != null) {
      keep(resume, new Verified(consistent.hasContents(), consistent.reached()));
    }
    return tell(outcome);
  }

  private @Nullable Verified before() {
    if (resume == null || !Files.exists(resume)) {
      return null;
    }
    try {
      return Verified.parse(TrustOptions.read(resume));
    } catch (IllegalArgumentException e) {
      throw Failure.usage(
          "`%s` does not say where a run ended: %s; delete it to begin anew"
              .formatted(resume, e.getMessage()));
    }
  }

  private static void keep(Path file, Verified verified) throws IOException {
    Path fresh = file.resolveSibling(file.getFileName() + ".new");
    Files.write(fresh, verified.bytes());
    Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  private Outcome verify(Trust trust, @Nullable Earlier earlier, @Nullable Verified before)
      throws IOException {
    try (ProgressLine progress = ProgressLine.on(Talk.of(spec))) {
      if (published != null) {
        if (ledger.isGiven()) {
          throw Failure.usage("DIR, --server and --data name three places; give one of them");
        }
        LogSource log = published(published);
        return stamped(log, log(log, trust, progress, earlier, before, null));
      }
      if (ledger.isFolder()) {
        return tables(trust, progress, earlier, before);
      }
      ServerOptions options = ledger.server();
      LogSource log = new HttpLog(options.address());
      return log(log, trust, progress, earlier, before, auditor(options));
    }
  }

  /**
   * The same outcome with what timestamp authorities say of it; broken where they contradict it.
   */
  private Outcome stamped(LogSource log, Outcome outcome) throws IOException {
    @Nullable TimestampAuthorities known = trusted.authorities();
    if (known == null || !(outcome instanceof Outcome.Consistent consistent)) {
      return outcome;
    }
    Path folder = Path.of(String.valueOf(published)).resolve(Stamps.FOLDER);
    try {
      List<String> told = new Stamps(folder, known).verify(consistent.signed().checkpoint(), log);
      remarks.addAll(
          told.isEmpty() ? List.of("there are no timestamps in `%s`".formatted(folder)) : told);
      return outcome;
    } catch (Wrong e) {
      return new Outcome.Broken(e.fault());
    }
  }

  private static LogSource published(String where) {
    if (where.startsWith("http://") || where.startsWith("https://")) {
      try {
        return new HttpLog(URI.create(where));
      } catch (IllegalArgumentException _) {
        throw Failure.usage("`%s` is no address".formatted(where));
      }
    }
    Path folder = Path.of(where);
    if (!Files.isDirectory(folder)) {
      throw Failure.couldNot("`%s` is no folder".formatted(folder));
    }
    return new FolderLog(folder);
  }

  /** Who may read entries, if the token may. */
  private @Nullable Client auditor(ServerOptions options) {
    Client client;
    try {
      client = options.client();
    } catch (Failure _) {
      remarks.add("payloads and metadata were not looked at: that takes an auditor's token");
      return null;
    }
    if (EntryPages.mayRead(client)) {
      return client;
    }
    remarks.add("payloads and metadata were not looked at: the token is no auditor's");
    return null;
  }

  private Outcome log(
      LogSource log,
      Trust trust,
      Progress progress,
      @Nullable Earlier earlier,
      @Nullable Verified before,
      @Nullable Client auditor)
      throws IOException {
    @Nullable Frontier from = from(before, auditor != null);
    @Nullable Contents contents =
        auditor == null ? null : new EntryPages(auditor, from == null ? 1 : from.size() + 1);
    return new LogVerification(log, trust, progress, earlier, from, contents).run();
  }

  /** Where to go on; from the beginning where the run before looked at less than this one does. */
  private @Nullable Frontier from(@Nullable Verified before, boolean contents) {
    if (before == null) {
      return null;
    }
    if (contents && !before.hasContents()) {
      remarks.add("begun anew: the run before had not looked at payloads and metadata");
      return null;
    }
    return before.frontier();
  }

  private Outcome tables(
      Trust trust, Progress progress, @Nullable Earlier earlier, @Nullable Verified before) {
    try (Ledger opened = ledger.open()) {
      return new LedgerVerification(
              opened,
              SealSettings.in(ledger.folder()),
              trust,
              progress,
              earlier,
              from(before, true))
          .run();
    } catch (LedgerBroken e) {
      return new Outcome.Broken(
          new Fault(new Place.Named("the ledger"), String.valueOf(e.getMessage())));
    } catch (StoreUnavailable e) {
      throw Failure.couldNot(String.valueOf(e.getMessage()), e);
    }
  }

  private int tell(Outcome outcome) {
    output.one(Talk.of(spec), Verdict.told(outcome, remarks));
    return Verdict.exit(outcome);
  }
}
