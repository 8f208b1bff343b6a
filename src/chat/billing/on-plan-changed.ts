import { partsFromJson } from "../../core/billing/debts/make-plan.ts";
import { payersOf } from "../../core/billing/debts/payers-of.ts";
import { tellPeople } from "../../core/contacts/tell-people.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { dayParam } from "../meters/words.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { Block, View } from "../view.ts";
import { debtButtons } from "./debt-buttons.ts";
import { placeText } from "./place-text.ts";
import { sumText } from "./words.ts";

/** The owners hear of an agreement to pay in parts: that it is made, kept, broken or ended. Each once, in private. */
export const onPlanChanged =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "plan.changed") return;
    const { tx } = work;
    const { companyId, accountId, planId } = event;
    const plan = await tx.instalmentPlan.findUniqueOrThrow({ where: { id: planId } });
    const { currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const account = await tx.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
    const place = await placeText(tx, account.unitId);
    const made: Block[] = [
      {
        type: "list",
        items: partsFromJson(plan.parts).map(({ due, amount }) =>
          t("billing.notice.plan-part", { sum: sumText(amount, currency), day: dayParam(due) }),
        ),
      },
      { type: "note", text: t("billing.notice.plan-hint") },
    ];
    const view: View = {
      blocks: [
        {
          type: "text",
          text: t(`billing.notice.plan-${plan.state}`, {
            place,
            account: account.number,
            sum: sumText(plan.amount, currency),
          }),
        },
        ...(plan.state === "active" ? made : []),
      ],
    };
    const buttons = await debtButtons(work, accountId);
    const card = await prepareView(work, plan.state === "kept" ? view : { ...view, buttons });
    await tellPeople(
      work,
      { companyId, kind: "debt", lane: "notice", on: settings.waysOn ?? new Set() },
      (await payersOf(tx, accountId, work.now)).map((personId) => ({
        personId,
        key: `plan:${planId}:${plan.state}:${personId}`,
        subjectId: planId,
        card,
        short: view,
      })),
    );
  };
