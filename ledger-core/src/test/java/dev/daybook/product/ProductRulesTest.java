package dev.daybook.product;

import static dev.daybook.decision.BuiltInRule.DOMAIN_NAME;
import static dev.daybook.decision.BuiltInRule.NOTHING_TO_REINSTATE;
import static dev.daybook.decision.BuiltInRule.NOT_REGISTERED;
import static dev.daybook.decision.BuiltInRule.OBJECTIVE_NAME;
import static dev.daybook.decision.BuiltInRule.OWNER_HANDED_OVER;
import static dev.daybook.decision.BuiltInRule.PRODUCT_RETIRED;
import static dev.daybook.decision.BuiltInRule.REASON_MISSING;
import static dev.daybook.decision.BuiltInRule.SUNSET_PASSED;
import static dev.daybook.decision.BuiltInRule.VERSION_GOES_BACK;
import static dev.daybook.product.Products.customer360;
import static dev.daybook.product.Products.described;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.daybook.decision.Finding;
import dev.daybook.decision.Scenario;
import dev.daybook.mesh.Objective;
import dev.daybook.mesh.ObjectiveChange;
import dev.daybook.mesh.Objectives;
import dev.daybook.mesh.Party;
import dev.daybook.mesh.SubjectName;
import dev.daybook.mesh.Version;
import dev.daybook.product.ProductCommand.DeprecateProduct;
import dev.daybook.product.ProductCommand.HandOverProduct;
import dev.daybook.product.ProductCommand.PublishProduct;
import dev.daybook.product.ProductCommand.ReinstateProduct;
import dev.daybook.product.ProductCommand.RetireProduct;
import dev.daybook.product.ProductEvent.ProductAmended;
import dev.daybook.product.ProductEvent.ProductDeprecated;
import dev.daybook.product.ProductEvent.ProductHandedOver;
import dev.daybook.product.ProductEvent.ProductRegistered;
import dev.daybook.product.ProductEvent.ProductReinstated;
import dev.daybook.product.ProductEvent.ProductRetired;
import dev.daybook.product.ProductEvent.ProductVersionPublished;
import dev.daybook.seal.CanonicalJson;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProductRulesTest {

  private static final SubjectName SUBJECT = SubjectName.product("sales", "customer-360");
  private static final ProductSpec V2_1 = customer360();
  private static final ProductSpec V2_2 = customer360("2.2.0", Objectives.freshness(2));
  private static final Version AT_2_1 = V2_1.version();
  private static final LocalDate SUNSET = LocalDate.parse("2027-03-31");
  private static final LocalDate TODAY = LocalDate.parse("2026-10-01");
  private static final Party OWNER = requireNonNull(V2_1.owner());
  private static final Party NEW_OWNER = Party.team("customer-data-team");

  private final Scenario<ProductCommand, ProductEvent, ProductState> nothing =
      Scenario.of(new ProductSlice());
  private final Scenario<ProductCommand, ProductEvent, ProductState> registered =
      nothing.after(new PublishProduct(V2_1));
  private final Scenario<ProductCommand, ProductEvent, ProductState> retired =
      registered.after(new RetireProduct(SUBJECT, "nobody reads it"));

  @Test
  void aFirstDocumentRegistersTheProductWithItsPromises() {
    nothing
        .when(new PublishProduct(V2_1))
        .then(new ProductRegistered(V2_1, new ObjectiveChange(V2_1.objectives(), List.of())));
  }

  @Test
  void theSameDocumentAgainChangesNothing() {
    registered.when(new PublishProduct(customer360())).unchanged();
  }

  @Test
  void anotherContentUnderTheSameVersionAmendsIt() {
    ProductSpec other = described(V2_1, "Customers.");

    registered
        .when(new PublishProduct(other))
        .then(new ProductAmended(other, List.of("/description"), ObjectiveChange.none()));
  }

  @Test
  void anAmendedProductIsWhatItsLastDocumentSays() {
    ProductSpec other = described(V2_1, "Customers.");
    var amended = registered.after(new PublishProduct(other));

    amended.when(new PublishProduct(other)).unchanged();
    amended
        .when(new PublishProduct(V2_1))
        .then(new ProductAmended(V2_1, List.of("/description"), ObjectiveChange.none()));
  }

  @Test
  void aLaterVersionFollowsTheCurrentOneAndSaysWhichPromisesMoved() {
    ProductVersionPublished published =
        (ProductVersionPublished) registered.when(new PublishProduct(V2_2)).event();

    assertThat(published.previous()).isEqualTo(AT_2_1);
    assertThat(published.changed()).contains("/version", "/objectives/1");
    assertThat(published.objectives().promised()).containsExactly(Objectives.freshness(2));
    assertThat(published.objectives().ended()).containsExactly("completeness");
  }

  @Test
  void aVersionNeverGoesBack() {
    String message =
        registered
            .when(new PublishProduct(customer360("2.0.0")))
            .refusedBy(VERSION_GOES_BACK)
            .message();

    assertThat(message).contains("2.1.0").contains("2.0.0");
  }

  @Test
  void anEarlierVersionAsItWasPublishedChangesNothing() {
    registered.after(new PublishProduct(V2_2)).when(new PublishProduct(V2_1)).unchanged();
  }

  @Test
  void anEarlierVersionWithOtherContentGoesBack() {
    registered
        .after(new PublishProduct(V2_2))
        .when(new PublishProduct(described(V2_1, "Customers.")))
        .refusedBy(VERSION_GOES_BACK);
  }

  @Test
  void aReleaseFollowsItsPreRelease() {
    nothing
        .after(new PublishProduct(customer360("3.0.0-rc.1")))
        .after(new PublishProduct(customer360("3.0.0")))
        .when(new PublishProduct(customer360("3.0.0-rc.2")))
        .refusedBy(VERSION_GOES_BACK);
  }

  @Test
  void aDomainWithADotIsNoDomain() {
    nothing.when(new PublishProduct(Products.in("sales.emea", V2_1))).refusedBy(DOMAIN_NAME);
  }

  @Test
  void anObjectiveStandsOnlyOnceInADocument() {
    nothing
        .when(
            new PublishProduct(
                customer360("1.0.0", Objectives.freshness(4), Objectives.freshness(2))))
        .refusedBy(OBJECTIVE_NAME);
  }

  @Test
  void anObjectiveHasANameThatCanBeASubject() {
    Objective spaced = renamed(Objectives.freshness(4), "data freshness");

    nothing.when(new PublishProduct(customer360("1.0.0", spaced))).refusedBy(OBJECTIVE_NAME);
  }

  private static Objective renamed(Objective objective, String name) {
    return new Objective(
        name,
        objective.text(),
        objective.comparison(),
        objective.target(),
        objective.unit(),
        null,
        null);
  }

  @Test
  void ownershipIsHandedOver() {
    registered
        .when(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .then(new ProductHandedOver(SUBJECT, V2_1.owner(), NEW_OWNER, "reorganised"));
  }

  @Test
  void handingOverToTheOwnerChangesNothing() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .when(new HandOverProduct(SUBJECT, NEW_OWNER, "again"))
        .unchanged();
  }

  @Test
  void afterAHandoverTheFormerOwnersDocumentNoLongerSpeaksForTheProduct() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .when(new PublishProduct(V2_1))
        .refusedBy(OWNER_HANDED_OVER);
  }

  @Test
  void anotherSpellingOfTheFormerOwnerUndoesNoHandover() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .when(new PublishProduct(Products.owned(V2_1, Party.team("Sales-Data-Team"))))
        .refusedBy(OWNER_HANDED_OVER);
  }

  @Test
  void noFormerOwnersDocumentSpeaksForTheProductHoweverOftenItWasHandedOver() {
    Party second = Party.team("crm-team");
    var twice =
        registered
            .after(new HandOverProduct(SUBJECT, second, "reorganised"))
            .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised again"));

    twice.when(new PublishProduct(V2_1)).refusedBy(OWNER_HANDED_OVER);
    twice.when(new PublishProduct(Products.owned(V2_1, second))).refusedBy(OWNER_HANDED_OVER);
    twice.when(new PublishProduct(Products.owned(V2_2, second))).refusedBy(OWNER_HANDED_OVER);
    twice.when(new PublishProduct(Products.owned(V2_1, NEW_OWNER))).unchanged();
  }

  @Test
  void aFormerOwnerIsKnownByItsMailToo() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .when(new PublishProduct(Products.owned(V2_1, Party.parse(String.valueOf(OWNER.mail())))))
        .refusedBy(OWNER_HANDED_OVER);
  }

  @Test
  void whatIsHandedBackIsItsFormerOwnersAgain() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .after(new HandOverProduct(SUBJECT, OWNER, "and back"))
        .when(new PublishProduct(Products.owned(V2_2, OWNER)))
        .event();
  }

  @Test
  void afterAHandoverADocumentWithoutAnOwnerDoesNotTakeTheOwnerAway() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .when(new PublishProduct(V2_1.withOwner(null)))
        .refusedBy(OWNER_HANDED_OVER);
  }

  @Test
  void withoutAHandoverADocumentMayTakeTheOwnerAway() {
    ProductSpec ownerless = V2_1.withOwner(null);

    assertThat(registered.when(new PublishProduct(ownerless)).event())
        .isInstanceOf(ProductAmended.class);
  }

  @Test
  void aNewOwnerMayKeepTheFormerOnesMailbox() {
    Party mailbox = Party.parse("crm@example.com");
    Party inherited = Party.parse("customer-data-team <crm@example.com>");

    assertThat(
            nothing
                .after(new PublishProduct(Products.owned(V2_1, mailbox)))
                .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
                .when(new PublishProduct(Products.owned(V2_1, inherited)))
                .event())
        .isInstanceOf(ProductAmended.class);
  }

  @Test
  void theSameDocumentChangesNothingWhateverTeamItsOwnerMeansByNow() {
    Party mail = Party.parse("orders@example.org");
    ProductSpec byMail = Products.owned(V2_1, mail);
    ProductSpec resolved = Products.owned(V2_1, mail.as("orders-team"));

    nothing.after(new PublishProduct(byMail)).when(new PublishProduct(resolved)).unchanged();
    nothing.after(new PublishProduct(resolved)).when(new PublishProduct(byMail)).unchanged();
    nothing
        .after(new PublishProduct(byMail))
        .after(new PublishProduct(V2_2))
        .when(new PublishProduct(resolved))
        .unchanged();
  }

  @Test
  void refusalsAndFactsNameTeamsButNoPeople() {
    Party person = new Party("ada@example.com", Party.Kind.MAIL, "Ada", "ada@example.com");
    var handedOver = registered.after(new HandOverProduct(SUBJECT, person, "reorganised"));

    assertThat(handedOver.when(new PublishProduct(V2_1)).refusedBy(OWNER_HANDED_OVER).message())
        .contains("its owner is a person")
        .contains("`sales-data-team`")
        .doesNotContain("ada");
    assertThat(handedOver.facts()).doesNotContainKey("owner");
  }

  @Test
  void afterAHandoverTheDocumentWithTheNewOwnerChangesNothing() {
    registered
        .after(new HandOverProduct(SUBJECT, NEW_OWNER, "reorganised"))
        .when(new PublishProduct(Products.owned(V2_1, NEW_OWNER)))
        .unchanged();
  }

  @Test
  void aDocumentMayNameANewOwnerWithoutAHandover() {
    ProductSpec other = Products.owned(V2_1, NEW_OWNER);

    ProductAmended amended = (ProductAmended) registered.when(new PublishProduct(other)).event();

    assertThat(amended.changed()).contains("/owner/id");
  }

  @Test
  void deprecatingAnnouncesTheSunset() {
    registered
        .when(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .then(new ProductDeprecated(SUBJECT, AT_2_1, SUNSET, "replaced"));
  }

  @Test
  void theSameSunsetAgainChangesNothing() {
    registered
        .after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .when(new DeprecateProduct(SUBJECT, SUNSET, "replaced, as I said", TODAY))
        .unchanged();
  }

  @Test
  void theSunsetMayMove() {
    LocalDate later = SUNSET.plusMonths(3);

    registered
        .after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .when(new DeprecateProduct(SUBJECT, later, "readers asked for time", TODAY))
        .then(new ProductDeprecated(SUBJECT, AT_2_1, later, "readers asked for time"));
  }

  @Test
  void aSunsetDoesNotMoveIntoThePast() {
    registered
        .after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .when(new DeprecateProduct(SUBJECT, TODAY.minusDays(1), "sooner", TODAY))
        .refusedBy(SUNSET_PASSED);
  }

  @Test
  void aSunsetIsNotOverWhenItIsAnnounced() {
    Finding finding =
        registered
            .when(new DeprecateProduct(SUBJECT, TODAY.minusDays(1), "replaced", TODAY))
            .refusedBy(SUNSET_PASSED);

    assertThat(finding.message()).contains("2026-09-30").contains("2026-10-01");
    registered
        .when(new DeprecateProduct(SUBJECT, TODAY, "replaced", TODAY))
        .then(new ProductDeprecated(SUBJECT, AT_2_1, TODAY, "replaced"));
  }

  @Test
  void aSunsetThatPassedIsStillTheSameSunset() {
    registered
        .after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .when(new DeprecateProduct(SUBJECT, SUNSET, "replaced", SUNSET.plusYears(1)))
        .unchanged();
  }

  @Test
  void theDayItIsAskedIsNoPartOfWhatIsAsked() {
    assertThat(CanonicalJson.write(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY)))
        .isEqualTo(
            CanonicalJson.write(
                new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY.plusDays(1))));
  }

  @Test
  void aDeprecatedProductMayStillChange() {
    registered
        .after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .after(new PublishProduct(V2_2));
  }

  @Test
  void retiringEndsEveryPromise() {
    registered
        .when(new RetireProduct(SUBJECT, "nobody reads it"))
        .then(
            new ProductRetired(
                SUBJECT,
                AT_2_1,
                "nobody reads it",
                new ObjectiveChange(List.of(), List.of("freshness", "completeness"))));
  }

  @Test
  void aRetiredProductRefusesChanges() {
    retired.when(new PublishProduct(V2_2)).refusedBy(PRODUCT_RETIRED);
    retired.when(new PublishProduct(V2_1)).refusedBy(PRODUCT_RETIRED);
    retired.when(new HandOverProduct(SUBJECT, NEW_OWNER, "r")).refusedBy(PRODUCT_RETIRED);
    retired.when(new DeprecateProduct(SUBJECT, SUNSET, "r", TODAY)).refusedBy(PRODUCT_RETIRED);
  }

  @Test
  void whatIsRetiredIsNotRetiredAgain() {
    retired.when(new RetireProduct(SUBJECT, "again")).refusedBy(PRODUCT_RETIRED);
  }

  @Test
  void reinstatingARetiredProductMakesItsPromisesAgain() {
    retired
        .when(new ReinstateProduct(SUBJECT, "somebody does"))
        .then(
            new ProductReinstated(
                SUBJECT,
                AT_2_1,
                "somebody does",
                new ObjectiveChange(V2_1.objectives(), List.of())));
  }

  @Test
  void aReinstatedProductMayChangeAgain() {
    retired.after(new ReinstateProduct(SUBJECT, "somebody does")).after(new PublishProduct(V2_2));
  }

  @Test
  void reinstatingTakesADeprecationBack() {
    registered
        .after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY))
        .when(new ReinstateProduct(SUBJECT, "not replaced after all"))
        .then(
            new ProductReinstated(
                SUBJECT, AT_2_1, "not replaced after all", ObjectiveChange.none()));
  }

  @Test
  void aLiveProductNeedsNoReinstating() {
    registered.when(new ReinstateProduct(SUBJECT, "r")).refusedBy(NOTHING_TO_REINSTATE);
  }

  @Test
  void whatWasNeverRegisteredHasNoLife() {
    nothing.when(new HandOverProduct(SUBJECT, NEW_OWNER, "r")).refusedBy(NOT_REGISTERED);
    nothing.when(new DeprecateProduct(SUBJECT, SUNSET, "r", TODAY)).refusedBy(NOT_REGISTERED);
    nothing.when(new RetireProduct(SUBJECT, "r")).refusedBy(NOT_REGISTERED);
    nothing.when(new ReinstateProduct(SUBJECT, "r")).refusedBy(NOT_REGISTERED);
  }

  @Test
  void everyStepOfALifeGivesItsReason() {
    registered.when(new HandOverProduct(SUBJECT, NEW_OWNER, " ")).refusedBy(REASON_MISSING);
    registered.when(new DeprecateProduct(SUBJECT, SUNSET, "", TODAY)).refusedBy(REASON_MISSING);
    registered.when(new RetireProduct(SUBJECT, "")).refusedBy(REASON_MISSING);
    retired.when(new ReinstateProduct(SUBJECT, "")).refusedBy(REASON_MISSING);
  }

  @Test
  void policiesSeeWhereTheProductStands() {
    assertThat(nothing.facts()).isEmpty();
    assertThat(registered.facts())
        .containsEntry("version", "2.1.0")
        .containsEntry("life", "live")
        .containsEntry("owner", "sales-data-team");
    assertThat(registered.after(new DeprecateProduct(SUBJECT, SUNSET, "replaced", TODAY)).facts())
        .containsEntry("life", "deprecated")
        .containsEntry("sunset", "2027-03-31");
    assertThat(retired.facts()).containsEntry("life", "retired");
  }

  @Test
  void aProductsCommandIsAboutAProduct() {
    assertThatThrownBy(() -> new RetireProduct(SubjectName.domain("sales"), "r"))
        .hasMessageContaining("product/")
        .hasMessageContaining("domain/sales");
  }
}
