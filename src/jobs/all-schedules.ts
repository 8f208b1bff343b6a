import { runDueAnnouncements } from "../core/announcements/run-due.ts";
import { sealAudit } from "../core/audit/seal-audit.ts";
import { remindOfOverdueIncidents } from "../core/incidents/remind-overdue.ts";
import type { Core } from "../core/work/core.ts";
import { purgeOutbox } from "../delivery/purge.ts";
import { runDuePlans } from "./maintenance/run-due-plans.ts";
import { purgeChat } from "./purge-chat.ts";
import { announceWeeklyReports } from "./reports/weekly-reports.ts";
import { closeSilent } from "./requests/close-silent.ts";
import { escalateOverdueRequests } from "./requests/escalate-overdue-requests.ts";
import { giveUpFiles } from "./requests/give-up-files.ts";
import { resumeDeferred } from "./requests/resume-deferred.ts";
import type { Schedule } from "./schedules.ts";

const keepSentDays = 90;

const daysAgo = (core: Core, days: number): Date =>
  new Date(core.clock.now().getTime() - days * 24 * 60 * 60 * 1000);

/** All that happens by the clock, in UTC. */
export const schedulesOf = (core: Core): Schedule[] => [
  { name: "escalate-overdue", cron: "* * * * *", run: () => escalateOverdueRequests(core) },
  { name: "resume-deferred", cron: "* * * * *", run: () => resumeDeferred(core) },
  { name: "announcements", cron: "* * * * *", run: () => runDueAnnouncements(core) },
  { name: "incidents", cron: "* * * * *", run: () => remindOfOverdueIncidents(core) },
  { name: "close-silent", cron: "*/10 * * * *", run: () => closeSilent(core) },
  { name: "give-up-files", cron: "*/10 * * * *", run: () => giveUpFiles(core) },
  { name: "maintenance", cron: "*/10 * * * *", run: () => runDuePlans(core) },
  { name: "weekly-report", cron: "5 * * * *", run: () => announceWeeklyReports(core) },
  { name: "seal-audit", cron: "*/5 * * * * *", run: async () => void (await sealAudit(core.database)) },
  {
    name: "purge-outbox",
    cron: "17 3 * * *",
    run: async () => void (await purgeOutbox(core.database, daysAgo(core, keepSentDays))),
  },
  {
    name: "purge-chat",
    cron: "27 3 * * *",
    run: () => purgeChat(core.database, daysAgo(core, keepSentDays)),
  },
];
