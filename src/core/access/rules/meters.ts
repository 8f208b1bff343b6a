import { building, company, desk, type Rules } from "../rule.ts";

export const meterRules = {
  "meter.view": building("occupant", ...desk, "accountant", "system"),
  "meter.change": building(...desk, "accountant", "system"),
  "reading.give": building("occupant", ...desk, "accountant", "system"),
  "reading.overview": building(...desk, "accountant", "system"),
  "reading.import": company("administrator", "manager", "accountant", "system"),
  "access.note": building(...desk, "system"),
} satisfies Rules;
