import { building, desk, type Rules } from "../rule.ts";

export const messageRules = {
  "talk.write": building("author"),
  "talk.reply": building(...desk),
  "talk.view": building("author", ...desk),
  "talk.close": building(...desk),
  "unit.write": building(...desk),
} satisfies Rules;
