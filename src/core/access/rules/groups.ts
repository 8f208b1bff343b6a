import { building, type Rules } from "../rule.ts";

export const groupRules = {
  "group.notice": building("unknown", "member"),
  "group.link": building("administrator", "manager"),
  "group.rules": building("administrator", "manager"),
} satisfies Rules;
