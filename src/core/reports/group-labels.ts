import type { Db } from "../../database/types.ts";
import type { Vault } from "../crypto/vault.ts";
import { type CategoryTitle, categoryTitle } from "../requests/category-title.ts";
import { personNames } from "../requests/person-name.ts";
import type { Grouping } from "./report-question.ts";

/** How a line of a report is called; "none": requests that nobody has. */
export type ReportLabel =
  | { kind: "plain"; text: string }
  /** Such as "2026-10". */
  | { kind: "month"; month: string }
  | { kind: "category"; title: CategoryTitle }
  | { kind: "none" };

/** Names of the groups by what they are grouped by: ids of buildings, categories or people, or months. */
export const groupLabels = async (
  read: Db,
  vault: Vault,
  by: Grouping,
  lines: readonly { group: string }[],
): Promise<Map<string, ReportLabel>> => {
  const ids = lines.map(({ group }) => group).filter((group) => group !== "");
  switch (by) {
    case "month":
      return new Map(ids.map((month) => [month, { kind: "month", month }]));
    case "building": {
      const buildings = await read.building.findMany({ where: { id: { in: ids } } });
      return new Map(buildings.map(({ id, address }) => [id, { kind: "plain", text: address }]));
    }
    case "category": {
      const categories = await read.category.findMany({ where: { id: { in: ids } } });
      return new Map(categories.map((row) => [row.id, { kind: "category", title: categoryTitle(row) }]));
    }
    case "contractor": {
      const names = await personNames(read, vault, ids);
      return new Map([...names].map(([id, text]) => [id, { kind: "plain", text }]));
    }
  }
};
