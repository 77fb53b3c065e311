package dev.daybook.cli.review;

import java.io.StringWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A review as JUnit XML: a suite per file, a test per document, a failure per remark that denies.
 * Warnings are the test's output.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">The format as CI servers read it</a>
 */
public final class JUnitForm {

  private JUnitForm() {}

  public static String of(Review review) {
    Map<String, List<Reviewed>> byFile = new LinkedHashMap<>();
    for (Reviewed document : review.documents()) {
      byFile.merge(document.file(), List.of(document), JUnitForm::joined);
    }
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      counts(xml, "daybook", review.documents());
      for (Map.Entry<String, List<Reviewed>> file : byFile.entrySet()) {
        xml.writeCharacters("\n  ");
        xml.writeStartElement("testsuite");
        counts(xml, file.getKey(), file.getValue());
        for (Reviewed document : file.getValue()) {
          test(xml, document);
        }
        xml.writeCharacters("\n  ");
        xml.writeEndElement();
      }
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private static void counts(XMLStreamWriter xml, String name, List<Reviewed> documents)
      throws XMLStreamException {
    xml.writeAttribute("name", name);
    xml.writeAttribute("tests", Integer.toString(documents.size()));
    long failures =
        documents.stream().filter(each -> each.outcome() == Reviewed.Outcome.DENIED).count();
    xml.writeAttribute("failures", Long.toString(failures));
    xml.writeAttribute(
        "errors", Long.toString(documents.stream().filter(JUnitForm::isError).count()));
  }

  /** Whether no rule was the reason: JUnit calls that an error, not a failure. */
  private static boolean isError(Reviewed document) {
    return switch (document.outcome()) {
      case INVALID, UNANSWERED -> true;
      case ACCEPTED, UNCHANGED, DENIED -> false;
    };
  }

  private static void test(XMLStreamWriter xml, Reviewed document) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", document.title());
    xml.writeAttribute("classname", document.file());
    for (Remark remark : document.of(Level.DENY)) {
      xml.writeCharacters("\n      ");
      xml.writeStartElement(isError(document) ? "error" : "failure");
      xml.writeAttribute("type", remark.rule());
      xml.writeAttribute("message", legal(remark.message()));
      xml.writeCharacters(legal(lines(document, remark)));
      xml.writeEndElement();
    }
    List<Remark> warnings = document.of(Level.WARN);
    if (!warnings.isEmpty()) {
      xml.writeCharacters("\n      ");
      xml.writeStartElement("system-out");
      for (Remark remark : warnings) {
        xml.writeCharacters(legal("warn: " + lines(document, remark) + "\n"));
      }
      xml.writeEndElement();
    }
    if (!document.of(Level.DENY).isEmpty() || !warnings.isEmpty()) {
      xml.writeCharacters("\n    ");
    }
    xml.writeEndElement();
  }

  private static String lines(Reviewed document, Remark remark) {
    String place = remark.place();
    StringBuilder text =
        new StringBuilder(document.file())
            .append(place.isEmpty() ? "" : ":" + place)
            .append(": ")
            .append(remark.message());
    if (remark.fix() != null) {
      text.append("\nfix: ").append(remark.fix());
    }
    if (remark.contact() != null) {
      text.append("\nask: ").append(remark.contact());
    }
    return text.toString();
  }

  /** XML 1.0 has no way to write most control characters. */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�");
  }

  private static List<Reviewed> joined(List<Reviewed> some, List<Reviewed> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }
}
