import { building, company, desk, type Rules } from "../rule.ts";

export const announcementRules = {
  "announcement.write": building(...desk, "system"),
  "announcement.send": building("administrator", "manager", "system"),
  "announcement.send-urgent": building(...desk, "system"),
  "announcement.view": building(...desk, "accountant", "board", "system"),
  "announcement.settings": company("administrator"),
  "alerts.defaults": company("administrator", "manager"),
  "announcement.read": building("member"),
  "announcement.acknowledge": building("member"),
} satisfies Rules;
