import { building, desk, type Rules } from "../rule.ts";

export const meetingRules = {
  "meeting.prepare": building("administrator", "manager"),
  "meeting.lead": building("administrator", "manager"),
  "meeting.record": building("administrator", "manager"),
  "meeting.watch": building(...desk, "board", "system"),
  // Whose vote counts is the register's matter: it stays so after a sale.
  "meeting.vote": building("member"),
  // Of these, whoever has or had a part in the meeting: a register is no role.
  "meeting.read": building("member"),
  "meeting.advance": building("system"),
} satisfies Rules;
