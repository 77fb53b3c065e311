package dev.daybook.views;

import dev.daybook.views.activity.ActivityView;
import dev.daybook.views.catalog.CatalogView;
import dev.daybook.views.ceiling.CeilingView;
import dev.daybook.views.contracts.ContractView;
import dev.daybook.views.coverage.CoverageView;
import dev.daybook.views.decisions.DecisionView;
import dev.daybook.views.lineage.LineageView;
import dev.daybook.views.organisation.OrganisationView;
import dev.daybook.views.policies.PolicyView;
import dev.daybook.views.posture.PostureView;
import dev.daybook.views.slos.SloView;
import dev.daybook.views.tags.TagView;
import dev.daybook.views.waivers.WaiverView;
import java.util.List;

/** Every view there is. A new one is named here and nowhere else. */
public final class AllViews {

  private AllViews() {}

  public static List<View> views() {
    return List.of(
        new CatalogView(),
        new ContractView(),
        new PolicyView(),
        new CeilingView(),
        new WaiverView(),
        new DecisionView(),
        new CoverageView(),
        new SloView(),
        new LineageView(),
        new OrganisationView(),
        new PostureView(),
        new TagView(),
        new ActivityView());
  }
}
