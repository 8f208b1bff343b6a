import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { t } from "../text.ts";
import type { Button } from "../view.ts";

/** What can be done about a debt from what tells of it; none while the account has no bill yet. */
export const debtButtons = async ({ tx }: Work, accountId: string): Promise<Button[][]> => {
  const newest = await tx.receipt.findFirst({
    where: { accountId, number: { not: null } },
    orderBy: { month: "desc" },
    select: { id: true },
  });
  if (!newest) return [];
  const button = (name: "pay" | "debt" | "ask"): Button => ({
    label: t(`receipts.button.${name}`),
    do: { action: action(`rc.${name}`, newest.id) },
  });
  return [[{ ...button("pay"), style: "primary" }], [button("debt"), button("ask")]];
};
