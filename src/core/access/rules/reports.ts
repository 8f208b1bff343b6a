import { building, type Rules } from "../rule.ts";

export const reportRules = {
  "report.view": building("administrator", "manager", "accountant", "board", "system"),
  "cost.view": building("administrator", "manager", "accountant", "board", "system"),
  "cost.add": building("administrator", "manager", "accountant"),
  "act.print": building("administrator", "manager", "dispatcher", "accountant", "system"),
} satisfies Rules;
