import { building, desk, type Rules } from "../rule.ts";

export const incidentRules = {
  "incident.manage": building(...desk),
  "incident.view": building(...desk, "accountant", "board", "system"),
  "incident.answer": building("occupant", "neighbour"),
} satisfies Rules;
