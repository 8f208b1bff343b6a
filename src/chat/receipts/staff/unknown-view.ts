import { newId } from "../../../core/directory/new-id.ts";
import type { Work } from "../../../core/work/work.ts";
import type { SuspensePaymentModel } from "../../../database/types.ts";
import { action } from "../../action.ts";
import { dayText } from "../../billing/words.ts";
import { joined, plain, type Text, t } from "../../text.ts";
import type { Button, View } from "../../view.ts";
import { dayParam, moneyText } from "../words.ts";

/** Sums that are listed, each with its buttons; the oldest wait longest. */
const shown = 10;

/** Money whose payer isn't known, and what the accountant does with it. */
export const unknownView = async (work: Work, companyId: string): Promise<View> => {
  const { tx, now, vault } = work;
  const { currency } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const where = { companyId, state: "open" } as const;
  const open = await tx.suspensePayment.findMany({
    where,
    orderBy: [{ date: "asc" }, { id: "asc" }],
    take: shown,
  });
  const { _sum: sum, _count: count } = await tx.suspensePayment.aggregate({
    where,
    _sum: { amount: true },
    _count: true,
  });
  const money = (minor: bigint): Text => moneyText(minor, currency);
  const line = ({ date, amount, method, payerSealed, noteSealed }: SuspensePaymentModel): Text =>
    joined(
      " · ",
      dayText(date),
      money(amount),
      t(`receipts.payments.method.${method}`),
      ...[payerSealed, noteSealed].flatMap((sealed) => (sealed ? [plain(vault.open(sealed))] : [])),
    );
  const button = (name: "assign" | "return", { id, date, amount }: SuspensePaymentModel): Button => ({
    label: t(`receipts.unknown.button.${name}`, { day: dayParam(date), sum: money(amount) }),
    do: { action: action(`py.${name}`, id) },
  });
  return {
    blocks: [
      { type: "heading", text: t("receipts.unknown.title") },
      ...(count === 0
        ? [{ type: "text", text: t("receipts.unknown.none") } as const]
        : [
            {
              type: "text",
              text: t("receipts.unknown.all", { count, sum: money(sum.amount ?? 0n) }),
            } as const,
            { type: "list", items: open.map(line) } as const,
          ]),
      ...(count > shown
        ? [{ type: "note", text: t("receipts.unknown.more", { count: count - shown }) } as const]
        : []),
      { type: "note", text: t("receipts.staff.name-account") },
    ],
    buttons: [
      [
        {
          // The key goes with the button, so that a form sent twice takes the money once.
          label: t("receipts.unknown.button.take"),
          do: { action: action("py.unknown", newId(now)) },
          style: "primary",
        },
      ],
      ...open.map((money) => [button("assign", money), button("return", money)]),
    ],
  };
};
