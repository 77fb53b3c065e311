package dev.daybook.document;

import dev.daybook.contract.ContractSpec.Role;
import dev.daybook.mesh.Party;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The small parts that recur all over an ODCS document, and what they look like in its version.
 *
 * @param newest whether the document is of the newest version read
 * @param newestVersion that version
 */
record OdcsParts(boolean newest, String newestVersion) {

  private static final Set<String> OWNERS = Set.of("owner", "data owner", "product owner");

  /** Fields that came with the newest version, kept under their pointers. */
  void sinceNewest(Section section, String... keys) {
    if (newest) {
      section.label(keys);
    } else {
      section.later(newestVersion, keys);
    }
  }

  void id(Section section) {
    sinceNewest(section, "id");
  }

  /** {@code authoritativeDefinitions: [{url, type}]}. */
  void definitions(Section section) {
    section.sections(
        "authoritativeDefinitions",
        definition -> {
          definition.text("url").required();
          definition.text("type").required();
          definition.label("url", "type");
          sinceNewest(definition, "id", "description");
          return definition;
        });
  }

  /** {@code customProperties: [{property, value}]}; the values are free. */
  void customProperties(Section section) {
    section.sections(
        "customProperties",
        custom -> {
          nameOf(custom);
          custom.label("property", "value");
          sinceNewest(custom, "id", "description");
          return custom;
        });
  }

  private void nameOf(Section custom) {
    Value<String> name = custom.text("property");
    if (newest) {
      name.required();
    } else if (!name.slot().isPresent()) {
      custom.note("this custom property has no name; %s wants one".formatted(newestVersion));
    }
  }

  /** What {@code customProperties} say under a name, as text. */
  static @Nullable String custom(Section section, String property) {
    if (section.slot("customProperties").node() instanceof Node.Sequence list) {
      for (Node item : list.items()) {
        if (item instanceof Node.Mapping mapping
            && text(mapping, "property").equalsIgnoreCase(property)) {
          return text(mapping, "value");
        }
      }
    }
    return null;
  }

  private static String text(Node.Mapping mapping, String key) {
    return mapping
        .get(key)
        .map(node -> node instanceof Node.Scalar scalar ? scalar.text().strip() : "")
        .orElse("");
  }

  Role role(Section role) {
    role.label("description", "firstLevelApprovers", "secondLevelApprovers");
    customProperties(role);
    id(role);
    return new Role(role.text("role").required(), role.text("access").orNull());
  }

  /**
   * Who owns the contract: the team by name where the standard's newer form names one, else the
   * member whose role is owner.
   */
  @Nullable Party team(Slot slot) {
    if (slot.node() instanceof Node.Sequence) {
      return owner(slot.items(member -> member(member.section())));
    }
    if (!newest && slot.isPresent()) {
      slot.wrongType(
          "a list", "a team as a mapping needs `apiVersion: %s`".formatted(newestVersion));
      return null;
    }
    if (!slot.isPresent()) {
      return null;
    }
    Section team = slot.section();
    team.label("id", "description", "tags");
    definitions(team);
    customProperties(team);
    String name = team.text("name").orNull();
    Party owner = owner(team.sections("members", this::member));
    return name == null ? owner : Party.team(name);
  }

  private static @Nullable Party owner(List<Member> members) {
    return members.stream()
        .filter(member -> OWNERS.contains(member.role))
        .map(Member::party)
        .findFirst()
        .orElse(null);
  }

  private record Member(Party party, String role) {}

  private Member member(Section member) {
    Value<String> username = member.text("username");
    String id = newest ? username.required() : username.or("");
    String name = member.text("name").orNull();
    String role = member.text("role").or("").toLowerCase(Locale.ROOT);
    member.label(
        "username", "name", "role", "description", "dateIn", "dateOut", "replacedByUsername");
    sinceNewest(member, "id", "tags");
    if (newest) {
      definitions(member);
      customProperties(member);
    } else {
      member.later(newestVersion, "authoritativeDefinitions", "customProperties");
    }
    Party party = Party.parse(id.isEmpty() && name != null ? name : id);
    return new Member(
        party.kind() == Party.Kind.MAIL
            ? new Party(party.id(), Party.Kind.MAIL, name, party.mail())
            : new Party(party.id(), Party.Kind.PERSON, name == null ? party.id() : name, null),
        role);
  }

  /** The first mail address among the support channels. */
  @Nullable Party support(Section document) {
    List<Optional<Party>> contacts =
        document.sections(
            "support",
            channel -> {
              String name = channel.text("channel").required();
              Value<String> url = channel.text("url");
              String address = newest ? url.or("") : url.required();
              channel.label("channel", "url", "description", "tool", "scope", "invitationUrl");
              sinceNewest(channel, "id");
              if (newest) {
                customProperties(channel);
              } else {
                channel.later(newestVersion, "customProperties");
              }
              if (address.startsWith("mailto:")) {
                return Optional.of(Party.parse(address.substring("mailto:".length())));
              }
              Party party = Party.parse(name);
              return Optional.of(party).filter(found -> found.kind() == Party.Kind.MAIL);
            });
    return contacts.stream().flatMap(Optional::stream).findFirst().orElse(null);
  }
}
