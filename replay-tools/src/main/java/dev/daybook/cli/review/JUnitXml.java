package dev.daybook.cli.review;

import java.io.StringWriter;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.jspecify.annotations.Nullable;

/**
 * Test results as CI servers read them.
 *
 * @see <a href="https://github.com/testmoapp/junitxml">The format as CI servers read it</a>
 */
public final class JUnitXml {

  /** Tests that stand in one file. */
  public record Suite(String name, List<Test> tests) {
    public Suite {
      tests = List.copyOf(tests);
    }
  }

  /**
   * One test.
   *
   * @param mistakes why it did not pass; empty where it did
   * @param output what else is to be said
   */
  public record Test(String name, Kind kind, List<Mistake> mistakes, @Nullable String output) {
    public Test {
      mistakes = List.copyOf(mistakes);
    }
  }

  /** How a test ended. */
  public enum Kind {
    PASSED,
    /** It ran, and the answer was no. */
    FAILURE,
    /** It could not run. */
    ERROR
  }

  /**
   * @param type a word for machines
   * @param text all there is to say, with the place
   */
  public record Mistake(String type, String message, String text) {}

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  private JUnitXml() throws XMLStreamException {
    xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
  }

  public static String of(List<Suite> suites) {
    try {
      return new JUnitXml().document(suites);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }

  private String document(List<Suite> suites) throws XMLStreamException {
    xml.writeStartDocument("UTF-8", "1.0");
    xml.writeCharacters("\n");
    xml.writeStartElement("testsuites");
    counts("daybook", suites.stream().flatMap(suite -> suite.tests().stream()));
    for (Suite suite : suites) {
      xml.writeCharacters("\n  ");
      xml.writeStartElement("testsuite");
      counts(suite.name(), suite.tests().stream());
      for (Test test : suite.tests()) {
        test(suite, test);
      }
      xml.writeCharacters("\n  ");
      xml.writeEndElement();
    }
    xml.writeCharacters("\n");
    xml.writeEndElement();
    xml.writeCharacters("\n");
    xml.writeEndDocument();
    xml.close();
    return text.toString();
  }

  private void counts(String name, Stream<Test> all) throws XMLStreamException {
    List<Test> tests = all.toList();
    xml.writeAttribute("name", legal(name));
    xml.writeAttribute("tests", Integer.toString(tests.size()));
    xml.writeAttribute("failures", count(tests, Kind.FAILURE));
    xml.writeAttribute("errors", count(tests, Kind.ERROR));
  }

  private static String count(List<Test> tests, Kind kind) {
    return Long.toString(tests.stream().filter(test -> test.kind() == kind).count());
  }

  private void test(Suite suite, Test test) throws XMLStreamException {
    xml.writeCharacters("\n    ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", legal(test.name()));
    xml.writeAttribute("classname", legal(suite.name()));
    for (Mistake mistake : test.mistakes()) {
      xml.writeCharacters("\n      ");
      xml.writeStartElement(test.kind() == Kind.ERROR ? "error" : "failure");
      xml.writeAttribute("type", mistake.type());
      xml.writeAttribute("message", legal(mistake.message()));
      xml.writeCharacters(legal(mistake.text()));
      xml.writeEndElement();
    }
    if (test.output() != null) {
      xml.writeCharacters("\n      ");
      xml.writeStartElement("system-out");
      xml.writeCharacters(legal(test.output()));
      xml.writeEndElement();
    }
    if (!test.mistakes().isEmpty() || test.output() != null) {
      xml.writeCharacters("\n    ");
    }
    xml.writeEndElement();
  }

  /** XML 1.0 has no way to write most control characters. */
  private static String legal(String text) {
    return text.replaceAll(
        "[^\\x09\\x0A\\x0D\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]", "�");
  }
}
