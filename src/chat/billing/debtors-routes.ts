import { can } from "../../core/access/policy.ts";
import { leaveAccount } from "../../core/billing/accounts/owners/leave-account.ts";
import { cancelPlan } from "../../core/billing/debts/make-plan.ts";
import { findBuildings } from "../../core/directory/find-buildings.ts";
import { orderDocument } from "../../core/documents/order-document.ts";
import type { Work } from "../../core/work/work.ts";
import type { Route, Turn } from "../route.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import { accountForms } from "./account-forms.ts";
import { showAccount } from "./account-view.ts";
import { debtorsView } from "./debtors-view.ts";
import { privilegeRoutes } from "./privileges.ts";
import { remindersForm } from "./reminders-form.ts";
import { billingRefusal } from "./words.ts";
import { writeOffRoutes } from "./write-offs.ts";

/**
 * `/domovoy debtors`: who owes what, how old debts are and how much is collected; `… Lenina 1` the same of a
 * house, `… Lenina 1, 45` an account.
 */
export const debtorsRoutes = (settings: ChatSettings): Route[] => [
  ...accountForms.map((form) => ({ kind: "form" as const, form })),
  {
    kind: "command",
    name: "debtors",
    platforms: ["slack"],
    audience: "staff",
    description: "billing.command.debtors",
    handle: async (turn, args) => {
      const { work, respond } = turn;
      const { actor } = work;
      if (actor.kind !== "person" || !can(actor, "debts.view", { companyId: actor.companyId }))
        return respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
      const { companyId } = actor;
      const typed = args.trim();
      // "Lenina 1" is the house, although its first unit could be meant by that; "Lenina 1, 1" is the unit.
      const [building, another] = /\p{L}/u.test(typed) ? await findBuildings(work.tx, companyId, typed) : [];
      if (typed && (!building || another)) return showAccount(turn, companyId, typed);
      respond.show(await debtorsView(work, companyId, building ?? null));
    },
  },
  ...(["debtors", "ageing"] as const).map(
    (name): Route => ({
      kind: "action",
      name: `bl.doc.${name}`,
      handle: ({ work, respond }, [buildingId]) => {
        const { actor } = work;
        if (actor.kind !== "person" || !can(actor, "debts.view", { companyId: actor.companyId })) {
          respond.notice(billingRefusal({ ok: false, code: "forbidden" }), "alert");
          return Promise.resolve();
        }
        return order(
          work,
          respond,
          settings,
          actor.companyId,
          name === "ageing" ? "billing:ageing" : "billing:debtors",
          buildingId,
        );
      },
    }),
  ),
  ...accountForms.map(
    ({ id }): Route => ({
      kind: "action",
      name: `bl.${id.slice("billing.".length)}`,
      opens: id,
      handle: ({ respond }, args) => respond.openForm(id, ...args),
    }),
  ),
  {
    kind: "action",
    name: "bl.leave",
    handle: async ({ work, respond }, [noticeId = ""]) => {
      const outcome = await leaveAccount(work, { noticeId });
      if (outcome.ok) respond.notice(t("billing.owners.did-leave"));
      else respond.notice(billingRefusal(outcome), "alert");
    },
  },
  ...writeOffRoutes,
  ...privilegeRoutes,
  { kind: "form", form: remindersForm },
  {
    kind: "action",
    name: "bl.remind",
    opens: remindersForm.id,
    handle: ({ respond }) => respond.openForm(remindersForm.id),
  },
  {
    kind: "action",
    name: "bl.unplan",
    handle: async ({ work, respond }, [planId = ""]) => {
      const outcome = await cancelPlan(work, { planId });
      if (outcome.ok) respond.notice(t("billing.plan.cancelled"));
      else respond.notice(billingRefusal(outcome), "alert");
    },
  },
];

const order = async (
  work: Work,
  respond: Turn["respond"],
  { staffChannel }: ChatSettings,
  companyId: string,
  kind: string,
  buildingId: string | undefined,
): Promise<void> => {
  if (!staffChannel) return;
  const { language } = await work.tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const address = { platform: "slack", chatId: staffChannel } as const;
  await orderDocument(work, { companyId, kind, params: buildingId ? { buildingId } : {}, language, address });
  respond.notice(t("billing.month.did.list"));
};
