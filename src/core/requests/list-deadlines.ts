import type { Db, DeadlineRuleModel } from "../../database/types.ts";

export interface ListedDeadline extends DeadlineRuleModel {
  /** It comes into force later. */
  later: boolean;
}

/**
 * The company's deadlines as they stand: of each category and priority the rule in force, then those that are to follow
 * it. Every category's own first, by key; what is past is left out.
 */
export const listDeadlines = async (read: Db, companyId: string, at: Date): Promise<ListedDeadline[]> => {
  const rules = await read.deadlineRule.findMany({
    where: { companyId, OR: [{ validTo: null }, { validTo: { gt: at } }] },
    orderBy: [{ validFrom: "asc" }, { id: "asc" }],
  });
  const groups = new Map<string, ListedDeadline[]>();
  for (const rule of rules) {
    const key = `${rule.categoryKey ?? ""} ${order.indexOf(rule.priority)}`;
    const later = rule.validFrom > at;
    const kept = groups.get(key) ?? [];
    // One that is in force takes the place of what was before it.
    groups.set(key, later ? [...kept, { ...rule, later }] : [{ ...rule, later }]);
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([, listed]) => listed);
};

const order = ["normal", "urgent", "emergency"];
