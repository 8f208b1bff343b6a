import { monthOf } from "./report-period.ts";
import type { Grouping } from "./report-question.ts";

/** The group that something belongs to: an id, a month, or "" where nobody has the request. */
export const groupOf = (
  by: Grouping,
  row: { buildingId: string; categoryId: string; assigneeId: string | null; at: Date },
  timeZone: string,
): string => {
  switch (by) {
    case "building":
      return row.buildingId;
    case "category":
      return row.categoryId;
    case "contractor":
      return row.assigneeId ?? "";
    case "month":
      return monthOf(row.at, timeZone);
  }
};
