import { building, company, type Rules } from "../rule.ts";

export const contactRules = {
  "contact.add": building("author"),
  "contact.change": building("author"),
  "notifications.set": building("author", "system"),
  "contact.end": building("system"),
  "sms.view": company("administrator", "manager", "accountant"),
  "sms.tariff": company("administrator", "accountant"),
} satisfies Rules;
