import { building, company, desk, type Rules } from "../rule.ts";

export const directoryRules = {
  "company.create": building("system"),
  "company.change": company("administrator"),
  "building.add": company("administrator", "system"),
  "register.import": company("administrator", "manager", "accountant", "system"),
  "invite.issue": building(...desk, "system"),
  "invite.staff": company("administrator", "system"),
  "join.ask": building("unknown", "member"),
  "join.redeem": building("unknown", "member"),
  "join.decide": building(...desk),
  "role.grant": building("administrator", "system"),
  "role.revoke": building("administrator", "system"),
  "oncall.set": building("administrator", "manager"),
  "language.set": building("member"),
  "person.view": building("author", ...desk, "accountant", "system"),
  "occupancy.end": building("author", "administrator", "manager", "system"),
  "audit.view": company("administrator", "system"),
  "failures.view": company("administrator", "system"),
} satisfies Rules;
