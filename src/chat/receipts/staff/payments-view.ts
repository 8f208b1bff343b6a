import { accountState } from "../../../core/billing/accounts/account-state.ts";
import { newId } from "../../../core/directory/new-id.ts";
import type { FoundAccount } from "../../../core/receipts/find-account.ts";
import type { Work } from "../../../core/work/work.ts";
import { action } from "../../action.ts";
import { plain, type Text, t } from "../../text.ts";
import type { Button, View } from "../../view.ts";
import { dayParam, moneyText, monthText } from "../words.ts";
import { accountLabel } from "./account-meant.ts";

/** Payments that are listed, each with its buttons. */
const shownPayments = 6;

/** How an account stands and what was paid on it lately, with what the accountant does with payments. */
export const paymentsView = async (work: Work, account: FoundAccount): Promise<View> => {
  const { tx, now } = work;
  const { currency } = await tx.company.findUniqueOrThrow({ where: { id: account.companyId } });
  const { debt, penalty, advance, open } = await accountState(tx, account.id);
  const payments = await tx.payment.findMany({
    where: { accountId: account.id },
    orderBy: [{ date: "desc" }, { createdAt: "desc" }],
    take: shownPayments,
  });
  const money = (minor: bigint): Text => moneyText(minor, currency);
  const rows = payments
    .filter(({ state }) => state === "posted")
    .map(({ id, date, amount, refunded }): Button[] => [
      // What was given back in part is no longer taken back as a whole.
      ...(refunded === 0n
        ? [
            {
              label: t("receipts.payments.button.reverse", { day: dayParam(date), sum: money(amount) }),
              do: { action: action("py.reverse", id) },
            },
          ]
        : []),
      ...(advance > 0n
        ? [
            {
              label: t("receipts.payments.button.refund", { day: dayParam(date), sum: money(amount) }),
              do: { action: action("py.refund", id, newId(now)) },
            },
          ]
        : []),
    ]);
  return {
    blocks: [
      { type: "heading", text: t("receipts.payments.title", { account: accountLabel(account) }) },
      {
        type: "fields",
        fields: [
          { label: t("receipts.payments.debt"), value: money(debt) },
          { label: t("receipts.bill.field.penalty"), value: money(penalty) },
          { label: t("receipts.payments.advance"), value: money(advance) },
          {
            label: t("receipts.payments.open"),
            value: plain(String(open.length)),
          },
        ],
      },
      ...(payments.length === 0
        ? [{ type: "note", text: t("receipts.payments.none") } as const]
        : [
            {
              type: "list",
              items: payments.map(({ date, amount, method, state, refunded, forMonth }) =>
                t("receipts.payments.line", {
                  day: dayParam(date),
                  sum: money(amount),
                  method: t(`receipts.payments.method.${method}`),
                  more:
                    state === "reversed"
                      ? t("receipts.payments.reversed")
                      : refunded > 0n
                        ? t("receipts.payments.refunded", { sum: money(refunded) })
                        : forMonth
                          ? t("receipts.payments.for", { month: monthText(forMonth) })
                          : plain(""),
                }),
              ),
            } as const,
          ]),
    ],
    buttons: [
      [
        {
          // The key goes with the button, so that a form sent twice takes the money once.
          label: t("receipts.payments.button.add"),
          do: { action: action("py.add", account.id, newId(now)) },
          style: "primary",
        },
      ],
      ...rows,
    ],
  };
};
