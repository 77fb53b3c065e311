package dev.daybook.rules;

import com.google.common.collect.ImmutableList;
import dev.daybook.rules.StarterPack.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The starter pack as one industry wants it: with params documents in place of the pack's, and
 * policies that other industries have no use for.
 */
public enum IndustryProfile {
  FINANCE(
      "Financial services",
      "risk figures and regulatory reporting that can be traced, and a way back from providers",
      "standards/quality.yaml",
      "risk-reporting.yaml",
      "ict-third-parties.yaml"),
  RETAIL(
      "Retail",
      "card numbers, loyalty programmes, and stock that is fresh enough to sell by",
      "standards/personal-data.yaml",
      "cardholder-data.yaml",
      "stock-freshness.yaml"),
  HEALTHCARE(
      "Healthcare",
      "patient data, what it may be used for, and how long records are kept",
      "standards/personal-data.yaml",
      "standards/retention.yaml",
      "patient-data.yaml",
      "research-purpose.yaml"),
  MANUFACTURING(
      "Manufacturing",
      "parts that can be traced to the shift that made them, and terms for suppliers",
      "standards/quality.yaml",
      "production-traceability.yaml",
      "supplier-terms.yaml"),
  TECHNOLOGY(
      "Technology",
      "what users do, kept short and under another name, and products that are services",
      "standards/retention.yaml",
      "user-telemetry.yaml",
      "service-objectives.yaml");

  private final String title;
  private final String about;
  private final ImmutableList<String> files;

  IndustryProfile(String title, String about, String... files) {
    this.title = title;
    this.about = about;
    this.files = ImmutableList.copyOf(files);
  }

  /** The profile of this name, whatever its case. */
  public static Optional<IndustryProfile> of(String word) {
    return Stream.of(values())
        .filter(profile -> profile.word().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  /** Its name, {@code healthcare}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What the industry is called. */
  public String title() {
    return title;
  }

  /** What its documents are about, in half a sentence. */
  public String about() {
    return about;
  }

  /** The documents that only this profile has. */
  public List<Document> own() {
    return files.stream().map(file -> StarterPack.read("profiles/" + word(), file)).toList();
  }

  /** The whole set: the pack's documents, those of its own in the place of the same file. */
  public List<Document> documents() {
    List<Document> all =
        new ArrayList<>(
            StarterPack.documents().stream()
                .map(document -> ownInPlaceOf(document).orElse(document))
                .toList());
    own().stream().filter(document -> !isIn(all, document.fileName())).forEach(all::add);
    return List.copyOf(all);
  }

  /** The whole set, compiled and in force. */
  PolicySet load() {
    return StarterPack.load(documents());
  }

  private Optional<Document> ownInPlaceOf(Document document) {
    return own().stream().filter(own -> own.fileName().equals(document.fileName())).findFirst();
  }

  private static boolean isIn(List<Document> documents, String fileName) {
    return documents.stream().anyMatch(document -> document.fileName().equals(fileName));
  }
}
