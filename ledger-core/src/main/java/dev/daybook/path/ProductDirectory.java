package dev.daybook.path;

import dev.daybook.contract.ContractCommand.PublishContract;
import dev.daybook.contract.ContractSpec;
import dev.daybook.decision.SubjectCommand;
import dev.daybook.mesh.Flow;
import dev.daybook.mesh.SubjectName;
import dev.daybook.path.LineageFact.Linked;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductEvent;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.product.ProductFlows;
import dev.daybook.product.ProductSpec;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The registered products, in memory, and which of them read which: enough to tell the lineage of a
 * document that is about to be published.
 *
 * <p>Events may come twice and, told by the node that wrote them, before those of other nodes that
 * stand before them. Each says a product's document or its life as a whole, so the one with the
 * highest position counts.
 */
final class ProductDirectory {

  /** The events it is made of, by their wire names. */
  static final Set<String> FOLLOWED =
      Set.of(
          "product.registered",
          "product.version-published",
          "product.amended",
          "product.deprecated",
          "product.retired",
          "product.reinstated");

  private static final Comparator<Linked> ORDER =
      Comparator.comparing(Linked::dataset)
          .thenComparing(linked -> linked.domain() == null ? "" : linked.domain())
          .thenComparing(linked -> linked.product() == null ? "" : linked.product());

  private final Map<String, KnownProduct> products = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> readers = new ConcurrentHashMap<>();
  private final Map<String, Set<String>> servers = new ConcurrentHashMap<>();

  /** One that knows the same, and learns apart from this one. */
  ProductDirectory copy() {
    ProductDirectory copy = new ProductDirectory();
    copy.products.putAll(products);
    readers.forEach((name, nodes) -> nodes.forEach(node -> with(copy.readers, name, node)));
    servers.forEach((name, nodes) -> nodes.forEach(node -> with(copy.servers, name, node)));
    return copy;
  }

  /** Takes in what happened to a product, at this position of the ledger. */
  void learn(ProductEvent event, long position) {
    switch (event) {
      case ProductRegistered e -> published(e.spec(), position);
      case ProductVersionPublished e -> published(e.spec(), position);
      case ProductAmended e -> published(e.spec(), position);
      case ProductDeprecated e -> lives(e.subject(), KnownProduct.DEPRECATED, position);
      case ProductRetired e -> lives(e.subject(), KnownProduct.RETIRED, position);
      case ProductReinstated e -> lives(e.subject(), KnownProduct.LIVE, position);
      case ProductHandedOver _ -> {
        // owners are persons or teams, and lineage names neither
      }
    }
  }

  /** The lineage of the document a command brings. */
  LineageFact lineage(SubjectCommand command) {
    return switch (command) {
      case PublishProduct(ProductSpec spec) -> lineage(spec);
      case PublishContract(ContractSpec spec) -> lineage(spec);
      default -> LineageFact.NONE;
    };
  }

  private LineageFact lineage(ProductSpec spec) {
    String self = Flow.product(spec.domain(), spec.name());
    Set<Linked> upstream = new TreeSet<>(ORDER);
    Set<Linked> downstream = new TreeSet<>(ORDER);
    Set<String> names = new TreeSet<>(Set.of(self));
    for (Flow flow : ProductFlows.of(spec)) {
      switch (flow.kind()) {
        case READS -> upstream.addAll(resolved(flow.from(), self));
        case FEEDS -> {
          downstream.addAll(resolved(flow.to(), self));
          names.add(flow.to());
        }
        case SERVES -> names.add(flow.to());
      }
    }
    names.forEach(name -> downstream.addAll(readersOf(name, self)));
    return bounded(upstream, downstream);
  }

  private LineageFact lineage(ContractSpec spec) {
    String domain = spec.domain();
    String product = spec.product();
    if (domain == null || product == null) {
      return LineageFact.NONE;
    }
    String node = Flow.product(domain, product);
    KnownProduct known = products.get(node);
    Set<Linked> upstream = new TreeSet<>(ORDER);
    upstream.add(known == null ? Linked.unregistered(node) : known.as(node));
    Set<Linked> downstream = new TreeSet<>(ORDER);
    Stream.concat(Stream.of(node), known == null ? Stream.of() : known.serves().stream())
        .forEach(name -> downstream.addAll(readersOf(name, node)));
    return bounded(upstream, downstream);
  }

  /**
   * What a document means by the name of a dataset: the product of that name, else those that serve
   * it, else a dataset nobody registered.
   */
  private List<Linked> resolved(String node, String self) {
    KnownProduct named = products.get(node);
    if (named != null) {
      return List.of(named.as(node));
    }
    List<Linked> serving =
        servers.getOrDefault(node, Set.of()).stream()
            .filter(server -> !server.equals(self))
            .map(products::get)
            .filter(product -> product != null)
            .map(product -> product.as(node))
            .toList();
    return serving.isEmpty() ? List.of(Linked.unregistered(node)) : serving;
  }

  private List<Linked> readersOf(String node, String self) {
    return readers.getOrDefault(node, Set.of()).stream()
        .filter(reader -> !reader.equals(self))
        .map(products::get)
        .filter(product -> product != null && !product.isRetired())
        .map(product -> product.as(product.node()))
        .toList();
  }

  private static LineageFact bounded(Collection<Linked> upstream, Collection<Linked> downstream) {
    return new LineageFact(
        upstream.stream().limit(LineageFact.MAX).toList(),
        downstream.stream().limit(LineageFact.MAX).toList(),
        Math.max(upstream.size(), downstream.size()) > LineageFact.MAX);
  }

  private void published(ProductSpec spec, long position) {
    KnownProduct next = KnownProduct.of(spec, position);
    products.compute(
        next.node(),
        (node, before) -> {
          if (before == null) {
            index(node, null, next);
            return next;
          }
          if (before.specAt() > position) {
            return before;
          }
          index(node, before, next);
          return next.living(before.life(), before.lifeAt());
        });
  }

  private void lives(SubjectName subject, String life, long position) {
    products.computeIfPresent(
        Flow.product(subject.domainPart(), subject.localPart()),
        (_, before) -> before.lifeAt() > position ? before : before.living(life, position));
  }

  private void index(String node, @Nullable KnownProduct before, KnownProduct next) {
    if (before != null) {
      before.reads().forEach(read -> without(readers, read, node));
      before.serves().forEach(served -> without(servers, served, node));
    }
    next.reads().forEach(read -> with(readers, read, node));
    next.serves().forEach(served -> with(servers, served, node));
  }

  private static void with(Map<String, Set<String>> index, String key, String node) {
    index.compute(
        key,
        (_, nodes) -> {
          Set<String> more = nodes == null ? ConcurrentHashMap.newKeySet() : nodes;
          more.add(node);
          return more;
        });
  }

  private static void without(Map<String, Set<String>> index, String key, String node) {
    index.computeIfPresent(
        key,
        (_, nodes) -> {
          nodes.remove(node);
          return nodes.isEmpty() ? null : nodes;
        });
  }
}
