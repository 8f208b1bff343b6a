import { readCosts } from "../../core/costs/read-costs.ts";
import type { Work } from "../../core/work/work.ts";
import type { RequestModel } from "../../database/types.ts";
import { action } from "../action.ts";
import { money, plain, type Text, t } from "../text.ts";
import type { View } from "../view.ts";

/** Planned against actual, and every line. */
export const costsView = async (work: Work, request: RequestModel): Promise<View> => {
  const { currency } = await work.tx.company.findUniqueOrThrow({ where: { id: request.companyId } });
  const { planned, actual, lines } = await readCosts(work.tx, request.id);
  const sum = (minor: bigint): Text => t("costs.sum", { sum: money(minor, currency) });
  return {
    blocks: [
      { type: "heading", text: t("costs.title", { number: request.number }) },
      {
        type: "table",
        head: [t("costs.column.what"), t("costs.column.planned"), t("costs.column.actual")],
        numeric: [1, 2],
        rows: (["labour", "material", "total"] as const).map((row) => [
          t(`costs.kind.${row}`),
          sum(planned[row]),
          sum(actual[row]),
        ]),
      },
      ...(lines.length === 0
        ? []
        : [
            {
              type: "list",
              items: lines.map((line) =>
                t(`costs.line.${line.stage}`, {
                  title: plain(line.title),
                  quantity: line.quantity / 1000,
                  price: money(line.price, currency),
                  amount: money(line.amount, currency),
                }),
              ),
            } as const,
          ]),
    ],
    buttons: [
      [
        { label: t("costs.button.add"), do: { action: action("co.add", request.id) } },
        { label: t("costs.button.act"), do: { action: action("co.act", request.id) } },
      ],
    ],
  };
};
