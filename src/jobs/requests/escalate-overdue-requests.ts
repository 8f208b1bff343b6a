import { escalateOverdue } from "../../core/requests/escalate-overdue.ts";
import { overdueWhere } from "../../core/requests/overdue.ts";
import type { Core } from "../../core/work/core.ts";
import { eachDue } from "./each-due.ts";

/** Tells the manager on call of every request that became overdue, once each. */
export const escalateOverdueRequests = (core: Core): Promise<void> =>
  eachDue(core, {
    job: "escalate-overdue",
    due: { escalatedAt: null, ...overdueWhere(core.clock.now()) },
    act: escalateOverdue,
  });
