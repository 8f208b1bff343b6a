import { building, company, type Rules } from "../rule.ts";

const office = ["administrator", "manager", "accountant"] as const;

export const billingRules = {
  "tariff.manage": company("administrator", "accountant"),
  "account.manage": company(...office),
  "month.charge": company(...office),
  "month.approve": company("accountant"),
  "month.publish": company("administrator", "accountant"),
  "month.close": company("accountant"),
  // The author of a bill is who owned the unit in its time, also after a move-out.
  "bill.view": building("author", "occupant", ...office, "system"),
  "payment.record": company("accountant", "system"),
  "payment.reverse": company("accountant"),
  "payment.refund": company("accountant"),
  "opening.enter": company("accountant", "system"),
  "plan.make": company(...office),
  "debts.view": building(...office, "system"),
} satisfies Rules;
