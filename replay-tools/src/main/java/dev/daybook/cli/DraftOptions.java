package dev.daybook.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.edge.ProblemException;
import dev.daybook.hindsight.Backtest;
import dev.daybook.hindsight.DraftDocuments;
import dev.daybook.hindsight.PastDecisions;
import dev.daybook.moment.AskedMoment;
import dev.daybook.moment.Timeline;
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
    return !withoutWaivers.isEmpty() || !withoutPolicies.isEmpty() || policiesAsOf != null;
  }

  /**
   * The draft with these documents, as it is told: {@code policy/retention@1.2.0}, {@code without
   * waiver/crm}.
   */
  List<String> told(DraftDocuments documents) {
    List<String> told = new ArrayList<>(documents.names());
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
              ? "say what would be otherwise: FILE, --without-policy, --without-waiver or"
                  + " --policies-as-of"
              : "there is no policy and no params document in %s: they say `kind: Policy` or `kind: PolicyParams`"
                  .formatted(paths));
    }
    return documents;
  }

  private void check(ZoneOption zone) {
    try {
      AskedMoment _ = policiesAsOf(zone);
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
      DraftDocuments documents, Timeline timeline, ZoneOption zone, PastDecisions past) {
    AskedMoment asOf = policiesAsOf(zone);
    return new Backtest(
        documents.draft(
            withoutPolicies.stream().map(PolicyCommands::name).toList(),
            withoutWaivers.stream().map(DraftOptions::waiver).toList()),
        asOf == null ? null : past.inForceAt(position(timeline, asOf)));
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
