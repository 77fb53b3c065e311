package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.ProblemException;
import dev.daybook.hindsight.Backtest;
import dev.daybook.hindsight.DraftDocuments;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.hindsight.RecordedContract;
import dev.daybook.hindsight.RecordedNames;
import dev.daybook.mesh.SubjectKind;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
import dev.daybook.path.Supposition;
import dev.daybook.store.Ledger;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What would be otherwise: documents in force, waivers and policies that were not. */
final class DraftOptions {

  @Option(
      names = "--with-contract",
      paramLabel = "NAME@VERSION",
      description =
          "As if each command had met this version of a contract in force, which the ledger has:"
              + " sales.orders@2.0.0; may be given again.")
  private List<String> withContracts = new ArrayList<>();

  @Option(
      names = "--without-waiver",
      paramLabel = "NAME",
      description = "As if this waiver had never been granted; may be given again.")
  private List<String> withoutWaivers = new ArrayList<>();

  @Option(
      names = "--without-policy",
      paramLabel = "NAME",
      description = "As if this policy had never been in force; may be given again.")
  private List<String> withoutPolicies = new ArrayList<>();

  @Option(
      names = "--policies-as-of",
      paramLabel = "WHEN",
      description =
          "By the policies, params, ceilings and waivers in force then, written as --as-of"
              + " elsewhere (a time with offset, a day, a ledger position, HEAD~3, a tag), instead"
              + " of those of each decision's time.")
  private @Nullable String policiesAsOf;

  /** Whether anything is said. */
  boolean isGiven() {
    return !withContracts.isEmpty()
        || !withoutWaivers.isEmpty()
        || !withoutPolicies.isEmpty()
        || policiesAsOf != null;
  }

  /**
   * The draft with these documents, as it is told: {@code policy/retention@1.2.0}, {@code without
   * waiver/crm}.
   */
  List<String> told(DraftDocuments documents) {
    List<String> told = new ArrayList<>(documents.names());
    recorded().forEach(contract -> told.add(contract.toString()));
    withoutPolicies.forEach(name -> told.add("without policy/" + PolicyCommands.name(name)));
    withoutWaivers.forEach(name -> told.add("without waiver/" + waiver(name)));
    if (policiesAsOf != null) {
      told.add("policies as of " + policiesAsOf);
    }
    return told;
  }

  /** Reads the documents of a draft; all that is wrong with them ends the command. */
  DraftDocuments read(List<Path> paths, List<DocumentSources.Located> files, ZoneOption zone) {
    check(zone);
    DraftDocuments documents = new DraftDocuments();
    files.forEach(located -> documents.add(located.file(), located.document()));
    if (!documents.mistakes().isEmpty()) {
      throw Failure.usage(
          "this is no draft that could be in force:\n  "
              + documents.mistakes().stream()
                  .map(DraftDocuments.Mistake::toString)
                  .collect(Collectors.joining("\n  ")));
    }
    if (documents.names().isEmpty() && !isGiven()) {
      throw Failure.usage(
          paths.isEmpty()
              ? "say what would be otherwise: a document, --with-contract, --without-policy,"
                  + " --without-waiver or --policies-as-of"
              : "there is no policy, no params document and no contract in %s".formatted(paths));
    }
    return documents;
  }

  private void check(ZoneOption zone) {
    try {
      List<RecordedContract> _ = recorded();
      AskedMoment _ = policiesAsOf(zone);
    } catch (IllegalArgumentException e) {
      throw Failure.usage(String.valueOf(e.getMessage()));
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
  }

  private @Nullable AskedMoment policiesAsOf(ZoneOption zone) {
    return policiesAsOf == null
        ? null
        : AskedMoment.read("--policies-as-of", policiesAsOf, zone.id());
  }

  /** The documents in these files, if any are named. */
  static List<DocumentSources.Located> files(List<Path> paths) throws IOException {
    return paths.isEmpty() ? List.of() : DocumentSources.read(paths).documents();
  }

  /** Tries it in this process. */
  Backtest backtest(
      DraftDocuments documents,
      Ledger ledger,
      Timeline timeline,
      ZoneOption zone,
      PastDecisions past) {
    AskedMoment asOf = policiesAsOf(zone);
    List<String> policies = withoutPolicies.stream().map(PolicyCommands::name).toList();
    List<String> waivers = withoutWaivers.stream().map(DraftOptions::waiver).toList();
    requireRecorded(ledger, policies, waivers);
    return new Backtest(
        documents.draft(policies, waivers),
        asOf == null ? null : past.inForceAt(position(timeline, asOf)),
        Supposition.of(ledger, contracts(documents, ledger)));
  }

  private static void requireRecorded(Ledger ledger, List<String> policies, List<String> waivers) {
    try {
      RecordedNames.require(ledger, SubjectKind.POLICY, policies);
      RecordedNames.require(ledger, SubjectKind.WAIVER, waivers);
    } catch (IllegalArgumentException e) {
      throw Failure.no(String.valueOf(e.getMessage()));
    }
  }

  private List<RecordedContract> recorded() {
    return withContracts.stream().map(RecordedContract::named).toList();
  }

  private List<PublishContract> contracts(DraftDocuments documents, Ledger ledger) {
    List<PublishContract> contracts = new ArrayList<>(documents.contracts());
    try {
      recorded().forEach(each -> contracts.add(each.in(ledger)));
    } catch (IllegalArgumentException e) {
      throw Failure.no(String.valueOf(e.getMessage()));
    }
    return contracts;
  }

  private static long position(Timeline timeline, AskedMoment asOf) {
    try {
      return timeline.position(asOf);
    } catch (ProblemException e) {
      throw Failure.refused(e);
    }
  }

  /** Says it to a server. */
  void into(ObjectNode wanted, List<DocumentSources.Located> files) {
    ArrayNode texts = wanted.putArray("documents");
    for (DocumentSources.Located located : files) {
      if (located.document() instanceof Readable readable) {
        texts.add(new String(readable.source().bytes(), StandardCharsets.UTF_8));
      }
    }
    ArrayNode contracts = wanted.putArray("withContracts");
    recorded().forEach(each -> contracts.add(each.toString()));
    ArrayNode policies = wanted.putArray("withoutPolicies");
    withoutPolicies.forEach(name -> policies.add(PolicyCommands.name(name)));
    ArrayNode waivers = wanted.putArray("withoutWaivers");
    withoutWaivers.forEach(name -> waivers.add(waiver(name)));
    if (policiesAsOf != null) {
      wanted.put("policiesAsOf", policiesAsOf);
    }
  }

  private static String waiver(String name) {
    return name.startsWith("waiver/") ? name.substring("waiver/".length()) : name;
  }
}
