import { can } from "../../../core/access/policy.ts";
import { cancelOpenings, confirmOpenings } from "../../../core/billing/opening/import/bring-openings.ts";
import { unitMeant } from "../../directory/unit-query.ts";
import type { ActionRoute, Route } from "../../route.ts";
import type { ChatSettings } from "../../settings.ts";
import { t } from "../../text.ts";
import { billingRefusal } from "../words.ts";
import { enterOpeningForm, reverseOpeningForm } from "./opening-forms.ts";
import { openingsView, unitOpeningView } from "./opening-view.ts";
import { openingsFileRoute } from "./openings-file.ts";

/** `/domovoy opening`: how units stood when the company began, all of them or one; a table of them is dropped. */
export const openingRoutes = (settings: ChatSettings): Route[] => [
  { kind: "form", form: enterOpeningForm },
  { kind: "form", form: reverseOpeningForm },
  {
    kind: "command",
    name: "opening",
    platforms: ["slack"],
    audience: "staff",
    description: "billing.command.opening",
    handle: async ({ work, respond }, args) => {
      const { actor } = work;
      if (actor.kind !== "person" || !can(actor, "opening.enter", { companyId: actor.companyId }))
        return respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
      const { companyId } = actor;
      if (!args.trim()) return respond.show(await openingsView(work, companyId));
      const meant = await unitMeant(work, companyId, args.trim());
      if (!meant.ok) return respond.notice(meant.text, "alert");
      respond.show(await unitOpeningView(work, companyId, meant.unit));
    },
  },
  {
    kind: "action",
    name: "bl.open",
    opens: enterOpeningForm.id,
    handle: ({ respond }, args) => respond.openForm(enterOpeningForm.id, ...args),
  },
  {
    kind: "action",
    name: "bl.openback",
    opens: reverseOpeningForm.id,
    handle: ({ respond }, args) => respond.openForm(reverseOpeningForm.id, ...args),
  },
  decision("enter", confirmOpenings),
  decision("cancel", cancelOpenings),
  openingsFileRoute(settings),
];

function decision(name: "enter" | "cancel", decide: typeof confirmOpenings): ActionRoute {
  return {
    kind: "action",
    name: `bl.op${name}`,
    handle: async ({ work, respond }, [importId = ""]) => {
      const outcome = await decide(work, importId);
      if (!outcome.ok) return respond.notice(billingRefusal(outcome), "alert");
      respond.notice(t(`billing.opening.import.did.${name}`));
    },
  };
}
