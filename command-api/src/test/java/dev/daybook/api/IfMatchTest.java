package dev.daybook.api;

import static dev.daybook.api.TestServer.call;
import static dev.daybook.api.TestServer.fresh;
import static org.assertj.core.api.Assertions.assertThat;

import dev.daybook.api.TestServer.Reply;
import dev.daybook.store.Ledger;
import org.junit.jupiter.api.Test;

/** Changes that hold only while their subject stands where the caller saw it. */
class IfMatchTest {

  private static final String DOCUMENTS = "/api/v1/documents";
  private static final String COMMANDS = "/api/v1/commands";

  private static long head() {
    return TestServer.shared().part(Ledger.class).head().position();
  }

  private static String published(String name) {
    assertThat(call(DOCUMENTS).yaml(Sample.product("sales", name, "1.0.0")).status())
        .isEqualTo(200);
    return "product/sales." + name;
  }

  private static String retire(String subject) {
    return "{\"command\":\"RetireProduct\",\"subject\":\"%s\",\"reason\":\"x\"}".formatted(subject);
  }

  @Test
  void aStepIsTakenWhileTheSubjectStandsThere() {
    String subject = published(fresh("orders"));
    assertThat(call(COMMANDS).header("If-Match", "\"0\"").json(retire(subject)).status())
        .isEqualTo(200);
  }

  @Test
  void aStepOnASubjectThatMovedSaysWhatWasAskedWhatStandsAndWhatToDo() {
    String subject = published(fresh("orders"));
    call(COMMANDS).json(retire(subject));
    long before = head();
    Reply reply =
        call(COMMANDS)
            .header("If-Match", "\"0\"")
            .json(retire(subject).replace("Retire", "Reinstate"));
    assertThat(reply.status()).isEqualTo(412);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(reply.body().get("type").asText())
        .isEqualTo("urn:daybook:problem:precondition-failed");
    assertThat(reply.body().get("detail").asText())
        .isEqualTo("`If-Match` asks for \"0\"; `%s` stands at \"1\"".formatted(subject));
    assertThat(reply.body().get("next").asText()).contains("read it again").contains("ETag");
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void aDocumentChangesWhatItsWriterSaw() {
    String name = fresh("orders");
    published(name);
    String next = Sample.product("sales", name, "1.1.0");
    assertThat(call(DOCUMENTS).header("If-Match", "\"4\"").yaml(next).status()).isEqualTo(412);
    assertThat(call(DOCUMENTS).header("If-Match", "\"4\", \"0\"").yaml(next).status())
        .isEqualTo(200);
  }

  @Test
  void aStarChangesWhatExistsAndBeginsNothing() {
    String name = fresh("orders");
    String document = Sample.product("sales", name, "1.0.0");
    long before = head();
    Reply reply = call(DOCUMENTS).header("If-Match", "*").yaml(document);
    assertThat(reply.status()).isEqualTo(412);
    assertThat(reply.body().get("detail").asText())
        .isEqualTo(
            "`If-Match` asks for *; nothing ever happened to `product/sales.%s`".formatted(name));
    assertThat(head()).isEqualTo(before);
    published(name);
    assertThat(
            call(DOCUMENTS)
                .header("If-Match", "*")
                .yaml(Sample.product("sales", name, "1.1.0"))
                .status())
        .isEqualTo(200);
  }

  @Test
  void severalDocumentsHaveNoOneSubject() {
    long before = head();
    Reply reply =
        call(DOCUMENTS)
            .header("If-Match", "\"0\"")
            .yaml(
                Sample.product("sales", fresh("a"), "1.0.0")
                    + "---\n"
                    + Sample.product("sales", fresh("b"), "1.0.0"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().get("detail").asText())
        .isEqualTo("`If-Match` says where one subject stands; this request holds 2 documents");
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void aHeaderThatIsNoTagIsRefusedBeforeAnythingIsJudged() {
    long before = head();
    Reply reply =
        call(DOCUMENTS)
            .header("If-Match", "0")
            .yaml(Sample.product("sales", fresh("orders"), "1.0.0"));
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.body().get("detail").asText())
        .isEqualTo("the header `If-Match` cannot be `0`");
    assertThat(head()).isEqualTo(before);
  }

  @Test
  void aRepeatUnderItsKeyGetsTheFirstAnswerThoughTheSubjectMoved() {
    String subject = published(fresh("orders"));
    String key = fresh("key");
    Reply first =
        call(COMMANDS)
            .header("If-Match", "\"0\"")
            .header("Idempotency-Key", key)
            .json(retire(subject));
    Reply again =
        call(COMMANDS)
            .header("If-Match", "\"0\"")
            .header("Idempotency-Key", key)
            .json(retire(subject));
    assertThat(again.status()).isEqualTo(200);
    assertThat(again.body().get("positions")).isEqualTo(first.body().get("positions"));
  }

  @Test
  void whatIsUnchangedAndADryRunSayTheirPosition() {
    String name = fresh("orders");
    String document = Sample.product("sales", name, "1.0.0");
    Reply first = call(DOCUMENTS).yaml(document);
    assertThat(call(DOCUMENTS).yaml(document).header("Daybook-Position"))
        .isEqualTo(first.header("Daybook-Position"));
    assertThat(
            call(DOCUMENTS + "?dryRun=true")
                .yaml(Sample.product("sales", name, "1.1.0"))
                .header("Daybook-Position"))
        .isEqualTo(first.header("Daybook-Position"));
    assertThat(
            call(COMMANDS + "?dryRun=true")
                .json(retire("product/sales." + name))
                .header("Daybook-Position"))
        .isEqualTo(first.header("Daybook-Position"));
    assertThat(first.text()).doesNotContain("\"position\"");
  }
}
