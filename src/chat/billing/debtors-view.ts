import { ageingOn, collectionOf, collectionRate } from "../../core/billing/debts/ageing.ts";
import { countNotices } from "../../core/billing/debts/count-notices.ts";
import { type Debtor, debtsInAll, largestDebtors } from "../../core/billing/debts/debtors.ts";
import type { Work } from "../../core/work/work.ts";
import { action } from "../action.ts";
import { plain, type Text, t } from "../text.ts";
import type { Block, Button, View } from "../view.ts";
import { todayOf } from "./today-of.ts";
import { dayText, monthText, percentSignText, sumText } from "./words.ts";

/** Debtors that the command shows; all of them are in the table that its button makes. */
const shownDebtors = 10;
const shownMonths = 6;

/** Who owes what, how old debts are and how much is collected, in all houses or in one. */
export const debtorsView = async (
  work: Work,
  companyId: string,
  building: { id: string; address: string } | null,
): Promise<View> => {
  const { tx } = work;
  const { today, currency } = await todayOf(work, companyId);
  const where = { companyId, buildingId: building?.id ?? null };
  const shown = await largestDebtors(tx, { ...where, today }, shownDebtors);
  const { debtors, sum } = await debtsInAll(tx, { ...where, today });
  const ages = await ageingOn(tx, { ...where, today });
  const collected = await collectionOf(tx, { ...where, months: shownMonths });
  const notices = await countNotices(tx, where);
  const button = (name: "debtors" | "ageing"): Button => ({
    label: t(`billing.debtors.button.${name}`),
    do: { action: action(`bl.doc.${name}`, ...(building ? [building.id] : [])) },
  });
  return {
    blocks: [
      { type: "heading", text: titleOf(today, building?.address) },
      {
        type: "text",
        text:
          debtors === 0
            ? t("billing.debtors.none")
            : t("billing.debtors.all", { count: debtors, sum: sumText(sum, currency) }),
      },
      ...(debtors === 0
        ? []
        : [
            ...debtorsTable(shown, currency),
            {
              type: "table" as const,
              head: [t("billing.debtors.column.age"), t("billing.month.column.sum")],
              rows: ages.map(({ fromDay, toDay, debt }) => [
                ageText(fromDay, toDay),
                sumText(debt, currency),
              ]),
              numeric: [1],
            },
          ]),
      ...(collected.length === 0
        ? []
        : [
            {
              type: "table" as const,
              head: [
                t("billing.debtors.column.month"),
                t("billing.month.field.charged"),
                t("billing.debtors.column.rate"),
              ],
              rows: collected.map((one) => [
                monthText(one.month),
                sumText(one.charged, currency),
                percentSignText(BigInt(collectionRate(one))),
              ]),
              numeric: [1, 2],
            },
          ]),
      {
        type: "note",
        text: t("billing.debtors.notices", { ...notices }),
      },
    ],
    buttons: [
      [
        ...(debtors === 0 ? [] : [button("debtors"), button("ageing")]),
        { label: t("billing.debtors.button.remind"), do: { action: action("bl.remind") } },
      ],
    ],
  };
};

const debtorsTable = (debtors: readonly Debtor[], currency: string): Block[] => [
  {
    type: "table",
    head: [
      t("billing.month.column.unit"),
      t("billing.debtors.column.debt"),
      t("billing.debtors.column.penalty"),
      t("billing.debtors.column.days"),
    ],
    rows: debtors.map(({ address, unit, debt, penalty, days }) => [
      plain(`${address}, ${unit}`),
      sumText(debt, currency),
      sumText(penalty, currency),
      plain(String(days)),
    ]),
    numeric: [1, 2, 3],
  },
];

export const ageText = (fromDay: number, toDay: number | null): Text =>
  toDay === null
    ? t("billing.debtors.older", { days: fromDay - 1 })
    : t("billing.debtors.age", { from: fromDay, to: toDay });

/** "Debtors on 1 June", and of which house. */
export const titleOf = (today: string, address: string | undefined): Text =>
  address === undefined
    ? t("billing.debtors.title", { day: dayText(today) })
    : t("billing.debtors.of", { day: dayText(today), address: plain(address) });
