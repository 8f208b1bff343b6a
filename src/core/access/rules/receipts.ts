import { building, type Rules } from "../rule.ts";

const office = ["administrator", "manager", "accountant"] as const;

export const receiptRules = {
  "bill.ask": building("author", "occupant"),
  "bill.answer": building(...office),
  "bill.print": building(...office, "system"),
} satisfies Rules;
