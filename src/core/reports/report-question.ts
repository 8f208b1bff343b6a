/** What the lines of a report stand for. */
export const groupings = ["building", "category", "contractor", "month"] as const;

export type Grouping = (typeof groupings)[number];

export const isGrouping = (value: unknown): value is Grouping =>
  groupings.some((grouping) => grouping === value);

export interface ReportQuestion {
  companyId: string;
  /** Null: every building of the company. */
  buildingIds: readonly string[] | null;
  by: Grouping;
  /** The first month and the last, such as "2026-10", in the company's time zone. */
  from: string;
  to: string;
}
