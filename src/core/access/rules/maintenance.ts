import { building, desk, type Rules } from "../rule.ts";

export const maintenanceRules = {
  "maintenance.plan": building("administrator", "manager"),
  "maintenance.view": building(...desk, "board", "system"),
  "checklist.tick": building("assignee", ...desk),
} satisfies Rules;
