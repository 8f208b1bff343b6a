import { openingDay } from "../../../core/billing/opening/opening-day.ts";
import type { FoundUnit } from "../../../core/directory/find-units.ts";
import type { Work } from "../../../core/work/work.ts";
import { action } from "../../action.ts";
import { unitLabel } from "../../directory/unit-query.ts";
import { plain, type Text, t } from "../../text.ts";
import type { Block, View } from "../../view.ts";
import { todayOf } from "../today-of.ts";
import { dayText, sumText } from "../words.ts";

const sums = ["debt", "penalty", "advance"] as const;

const sumFields = (of: Readonly<Record<(typeof sums)[number], bigint>>, currency: string): Block => ({
  type: "fields",
  fields: sums.map((name) => ({ label: t(`billing.opening.${name}`), value: sumText(of[name], currency) })),
});

/** What is entered so far of how the company's units stood, and how the rest is entered. */
export const openingsView = async (work: Work, companyId: string): Promise<View> => {
  const { currency } = await todayOf(work, companyId);
  const { _count: count, _sum: sum } = await work.tx.openingBalance.aggregate({
    where: { companyId, reversedAt: null },
    _count: true,
    _sum: { debt: true, penalty: true, advance: true },
  });
  const all = { debt: sum.debt ?? 0n, penalty: sum.penalty ?? 0n, advance: sum.advance ?? 0n };
  return {
    blocks: [
      { type: "heading", text: t("billing.opening.title") },
      ...(count === 0
        ? [{ type: "text", text: t("billing.opening.none") } as const]
        : [{ type: "text", text: t("billing.opening.units", { count }) } as const, sumFields(all, currency)]),
      {
        type: "note",
        text: t("billing.opening.how", { date: dayText(await openingDay(work, companyId)) }),
      },
    ],
    buttons: [
      [{ label: t("billing.opening.button.enter"), do: { action: action("bl.open") }, style: "primary" }],
    ],
  };
};

/** How one unit stood. */
export const unitOpeningView = async (work: Work, companyId: string, unit: FoundUnit): Promise<View> => {
  const { currency } = await todayOf(work, companyId);
  const found = await work.tx.openingBalance.findFirst({
    where: { unitId: unit.id, reversedAt: null },
    orderBy: { createdAt: "desc" },
  });
  const place: Text = plain(unitLabel(unit));
  const heading: Block = { type: "heading", text: t("billing.opening.of", { place }) };
  if (!found)
    return {
      blocks: [heading, { type: "text", text: t("billing.opening.none-of") }],
      buttons: [
        [
          {
            label: t("billing.opening.button.enter"),
            do: { action: action("bl.open", unit.id) },
            style: "primary",
          },
        ],
      ],
    };
  return {
    blocks: [
      heading,
      {
        type: "text",
        text: t("billing.opening.on", { date: dayText(found.date), due: dayText(found.due) }),
      },
      sumFields(found, currency),
    ],
    buttons: [
      [
        {
          label: t("billing.opening.button.back"),
          do: { action: action("bl.openback", found.id) },
          style: "danger",
        },
      ],
    ],
  };
};
