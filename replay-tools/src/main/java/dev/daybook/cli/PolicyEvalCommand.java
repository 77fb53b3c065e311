package dev.daybook.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.daybook.document.ReadDocument.Readable;
import dev.daybook.document.ReadDocument.Skipped;
import dev.daybook.document.ReadDocument.Unreadable;
import dev.daybook.path.Rehearsal;
import dev.daybook.rules.CelGate;
import dev.daybook.rules.PolicySet;
import dev.daybook.rules.Question;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tries out an expression on the facts of a document. */
@Command(
    name = "eval",
    description = {
      "Evaluate a CEL expression on the facts of a document, and show the value of every part.",
      "No server is needed. Ends with 1 where the expression has no value."
    })
final class PolicyEvalCommand implements Callable<Integer> {

  @Parameters(paramLabel = "EXPR", description = "As a policy's validation has it.")
  private String expression = "";

  @Option(
      names = {"-i", "--input"},
      paramLabel = "FILE",
      required = true,
      description = "The document; of several, each is asked, on what those before it left behind.")
  private Path input = Path.of("");

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      defaultValue = "prod",
      description = "The environment the document is for. Default: prod.")
  private String environment = "prod";

  @Mixin private AtOption at = new AtOption();
  @Mixin private OutputOption output = new OutputOption();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws IOException {
    Question question = question();
    Rehearsal rehearsal = new Rehearsal(CelGate.of(PolicySet.empty()));
    ArrayNode replies = Json.array();
    boolean complete = true;
    for (DocumentSources.Located located : DocumentSources.read(List.of(input)).documents()) {
      Readable document = readable(located);
      var command = LocalCommand.of(located.file(), document, environment, at.clock());
      Question.Reply reply = question.answer(rehearsal.facts(command));
      complete &= reply.value().isPresent();
      replies.add(json(document.command().subject().toString(), reply));
      rehearsal.submit(command);
    }
    Talk talk = Talk.of(spec);
    if (output.form() == OutputOption.Form.TABLE) {
      replies.forEach(reply -> print(talk.data(), reply));
      talk.data().flush();
    } else {
      output.list(talk, replies, List.of());
    }
    return complete ? Exit.OK : Exit.NO;
  }

  private Question question() {
    return switch (Question.ask(expression)) {
      case Question.Asked.Right(Question question) -> question;
      case Question.Asked.Wrong(List<Question.Mistake> mistakes) -> {
        StringBuilder told = new StringBuilder("this is no expression policies can use:");
        for (Question.Mistake mistake : mistakes) {
          told.append("\n  %d:%d %s".formatted(mistake.line(), mistake.column(), mistake.message()))
              .append("\n         fix    ")
              .append(mistake.fix());
        }
        throw Failure.usage(told.toString());
      }
    };
  }

  private static Readable readable(DocumentSources.Located located) {
    return switch (located.document()) {
      case Readable readable -> readable;
      case Skipped skipped -> throw new IllegalStateException(skipped.why());
      case Unreadable unreadable -> {
        var first = unreadable.problems().getFirst();
        throw Failure.usage(
            "%s:%d:%d %s; `daybook check %s` says all that is wrong with it"
                .formatted(
                    located.file(), first.line(), first.column(), first.message(), located.file()));
      }
    };
  }

  private static ObjectNode json(String subject, Question.Reply reply) {
    ObjectNode json = Json.object().put("subject", subject);
    reply.value().ifPresent(value -> json.put("value", value));
    reply.why().ifPresent(why -> json.put("why", why));
    ArrayNode parts = json.putArray("parts");
    for (Question.Part part : reply.parts()) {
      parts
          .addObject()
          .put("depth", part.depth())
          .put("expression", part.expression())
          .put("value", part.value());
    }
    return json;
  }

  private static void print(PrintWriter out, JsonNode reply) {
    out.println(
        "%s  %s"
            .formatted(
                reply.path("subject").asText(),
                reply.hasNonNull("value")
                    ? reply.path("value").asText()
                    : "has no value: " + reply.path("why").asText()));
    for (JsonNode part : reply.path("parts")) {
      out.println(
          "%s%s  is %s"
              .formatted(
                  "  ".repeat(1 + part.path("depth").asInt()),
                  part.path("expression").asText(),
                  part.path("value").asText()));
    }
  }
}
