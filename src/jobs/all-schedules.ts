import { runDueAnnouncements } from "../core/announcements/run-due.ts";
import { sealAudit } from "../core/audit/seal-audit.ts";
import { notifyDebtors } from "../core/billing/debts/notify-debtors.ts";
import { proveNotices } from "../core/billing/debts/prove-notices.ts";
import { hurryNotices } from "../core/contacts/hurry-notices.ts";
import type { WayName } from "../core/contacts/kinds.ts";
import { purgeNotices } from "../core/contacts/purge-notices.ts";
import { remindOfOverdueIncidents } from "../core/incidents/remind-overdue.ts";
import { advanceMeetings } from "../core/meetings/advance-meetings.ts";
import { remindVoters } from "../core/polls/remind-voters.ts";
import { redrawPolls, runDuePolls } from "../core/polls/run-due-polls.ts";
import type { Core } from "../core/work/core.ts";
import { purgeOutbox } from "../delivery/purge.ts";
import { askAboutOwners } from "./ask-about-owners.ts";
import { tellWhatCame } from "./directory/tell-what-came.ts";
import { runDuePlans } from "./maintenance/run-due-plans.ts";
import { purgeChat } from "./purge-chat.ts";
import { remindOfBills } from "./remind-bills.ts";
import { remindMeters, warnOfVerifications } from "./remind-meters.ts";
import { announceWeeklyReports } from "./reports/weekly-reports.ts";
import { closeSilent } from "./requests/close-silent.ts";
import { escalateOverdueRequests } from "./requests/escalate-overdue-requests.ts";
import { giveUpFiles } from "./requests/give-up-files.ts";
import { remindVisits } from "./requests/remind-visits.ts";
import { resumeDeferred } from "./requests/resume-deferred.ts";
import type { Schedule } from "./schedules.ts";

const keepSentDays = 90;

const daysAgo = (core: Core, days: number): Date =>
  new Date(core.clock.now().getTime() - days * 24 * 60 * 60 * 1000);

/**
 * All that happens by the clock, in UTC; the first of six fields are seconds. Each at a second of its own: a dozen that
 * all begin with the minute would hold up whoever taps then.
 */
export const schedulesOf = (core: Core, waysOn: ReadonlySet<WayName>): Schedule[] => [
  { name: "escalate-overdue", cron: "5 * * * * *", run: () => escalateOverdueRequests(core) },
  { name: "resume-deferred", cron: "9 * * * * *", run: () => resumeDeferred(core) },
  { name: "advance-meetings", cron: "1 * * * * *", run: () => advanceMeetings(core) },
  { name: "tell-what-came", cron: "14 * * * * *", run: () => tellWhatCame(core) },
  { name: "remind-visits", cron: "19 * * * * *", run: () => remindVisits(core) },
  { name: "announcements", cron: "* * * * *", run: () => runDueAnnouncements(core, waysOn) },
  { name: "incidents", cron: "24 * * * * *", run: () => remindOfOverdueIncidents(core) },
  { name: "close-silent", cron: "29 */10 * * * *", run: () => closeSilent(core) },
  { name: "give-up-files", cron: "34 */10 * * * *", run: () => giveUpFiles(core) },
  { name: "run-polls", cron: "2 * * * * *", run: () => runDuePolls(core) },
  { name: "redraw-polls", cron: "*/5 * * * * *", run: () => redrawPolls(core) },
  { name: "remind-voters", cron: "39 */10 * * * *", run: () => remindVoters(core) },
  { name: "maintenance", cron: "44 */10 * * * *", run: () => runDuePlans(core) },
  { name: "weekly-report", cron: "49 5 * * * *", run: () => announceWeeklyReports(core) },
  { name: "remind-meters", cron: "54 5 * * * *", run: () => remindMeters(core) },
  { name: "ask-about-owners", cron: "32 */5 * * * *", run: () => askAboutOwners(core) },
  { name: "remind-bills", cron: "46 5 * * * *", run: () => remindOfBills(core) },
  { name: "warn-verifications", cron: "35 6 * * *", run: () => warnOfVerifications(core) },
  { name: "seal-audit", cron: "3-59/5 * * * * *", run: async () => void (await sealAudit(core.database)) },
  { name: "notify-debtors", cron: "41 8 * * *", run: () => notifyDebtors(core) },
  { name: "hurry-notices", cron: "57 */5 * * * *", run: () => hurryNotices(core) },
  { name: "prove-notices", cron: "53 */10 * * * *", run: () => proveNotices(core) },
  {
    name: "purge-outbox",
    cron: "17 3 * * *",
    run: async () => void (await purgeOutbox(core.database, daysAgo(core, keepSentDays))),
  },
  {
    name: "purge-notices",
    cron: "22 3 * * *",
    run: () => purgeNotices(core.database, daysAgo(core, keepSentDays)),
  },
  {
    name: "purge-chat",
    cron: "27 3 * * *",
    run: () => purgeChat(core.database, daysAgo(core, keepSentDays)),
  },
];
