import { noticeKey } from "../../core/billing/debts/prove-notices.ts";
import { tellPeople } from "../../core/contacts/tell-people.ts";
import type { Subscriber } from "../../core/work/core.ts";
import type { Work } from "../../core/work/work.ts";
import { dayParam } from "../meters/words.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { t } from "../text.ts";
import type { View } from "../view.ts";
import { debtButtons } from "./debt-buttons.ts";
import { placeText } from "./place-text.ts";
import { sumText } from "./words.ts";

/**
 * Reminds a debtor in private, by the ways that the person has; who has none that works is written down as not reached,
 * for the staff to see.
 */
export const onDebtNoticed =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (event.type !== "debt.noticed") return;
    const { tx } = work;
    const notice = await tx.debtNotice.findUniqueOrThrow({ where: { id: event.noticeId } });
    const { id, companyId, personId } = notice;
    const { currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const view = await noticeView(work, notice, currency);
    const buttons = await debtButtons(work, notice.accountId);
    const key = noticeKey(id);
    const told = await tellPeople(
      work,
      { companyId, kind: "debt", lane: "notice", on: settings.waysOn ?? new Set() },
      [{ personId, key, subjectId: id, card: await prepareView(work, { ...view, buttons }), short: view }],
    );
    const outcome = told.get(key);
    if (outcome === "no-way" || outcome === "muted")
      await tx.debtNotice.update({ where: { id }, data: { state: "failed", reason: outcome } });
  };

const noticeView = async (
  { tx }: Work,
  notice: { accountId: string; debt: bigint; penalty: bigint; since: string },
  currency: string,
): Promise<View> => {
  const account = await tx.billingAccount.findUniqueOrThrow({ where: { id: notice.accountId } });
  return {
    blocks: [
      {
        type: "text",
        text: t("billing.notice.debt", {
          place: await placeText(tx, account.unitId),
          account: account.number,
          debt: sumText(notice.debt, currency),
          since: dayParam(notice.since),
        }),
      },
      ...(notice.penalty > 0n
        ? [
            {
              type: "text" as const,
              text: t("billing.notice.penalty", { penalty: sumText(notice.penalty, currency) }),
            },
          ]
        : []),
      { type: "note", text: t("billing.notice.hint") },
    ],
  };
};
