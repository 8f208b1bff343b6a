import { accountState } from "../../core/billing/accounts/account-state.ts";
import { payersOf } from "../../core/billing/debts/payers-of.ts";
import { tellPeople } from "../../core/contacts/tell-people.ts";
import type { Subscriber } from "../../core/work/core.ts";
import { dayParam } from "../meters/words.ts";
import { prepareView } from "../prepare-view.ts";
import type { ChatSettings } from "../settings.ts";
import { type Text, t } from "../text.ts";
import type { View } from "../view.ts";
import { debtButtons } from "./debt-buttons.ts";
import { placeText } from "./place-text.ts";
import { sumText } from "./words.ts";

/** What became of a payment, as its event names it. */
const newsOf = {
  "payment.posted": "received",
  "payment.reversed": "reversed",
  "payment.refunded": "refunded",
} as const;

const isPayment = (type: string): type is keyof typeof newsOf => type in newsOf;

/** The owners hear that their money came, was taken back or given back, and what is left to pay. Each once, in private. */
export const onPayment =
  (settings: ChatSettings): Subscriber =>
  async (work, event) => {
    if (!isPayment(event.type) || !("paymentId" in event)) return;
    const { tx, now } = work;
    const { companyId, accountId, unitId, paymentId } = event;
    const payers = await payersOf(tx, accountId, now);
    if (payers.length === 0) return;
    const payment = await tx.payment.findUniqueOrThrow({ where: { id: paymentId } });
    const { currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
    const { number: account } = await tx.billingAccount.findUniqueOrThrow({ where: { id: accountId } });
    const place = await placeText(tx, unitId);
    const news = newsOf[event.type];
    const { debt, penalty, advance } = await accountState(tx, accountId);
    const view: View = {
      blocks: [
        {
          type: "text",
          text: t(`billing.payment-news.${news}`, {
            sum: sumText(event.type === "payment.refunded" ? event.amount : payment.amount, currency),
            day: dayParam(payment.date),
            place,
            account,
          }),
        },
        { type: "text", text: leftText(debt + penalty, advance, currency) },
      ],
    };
    const buttons = debt + penalty > 0n ? await debtButtons(work, accountId) : [];
    const card = await prepareView(work, { ...view, buttons });
    await tellPeople(
      work,
      { companyId, kind: "bill", lane: "notice", on: settings.waysOn ?? new Set() },
      payers.map((personId) => ({
        personId,
        key: `payment:${paymentId}:${news}:${payment.refunded}:${personId}`,
        subjectId: paymentId,
        card,
        short: view,
      })),
    );
  };

const leftText = (owed: bigint, advance: bigint, currency: string): Text => {
  if (owed > 0n) return t("billing.payment-news.owed", { sum: sumText(owed, currency) });
  return advance > 0n
    ? t("billing.payment-news.ahead", { sum: sumText(advance, currency) })
    : t("billing.payment-news.nothing");
};
