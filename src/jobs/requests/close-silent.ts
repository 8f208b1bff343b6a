import { closeRequest } from "../../core/requests/close-request.ts";
import { daysAfter, limits } from "../../core/requests/limits.ts";
import type { Core } from "../../core/work/core.ts";
import { eachDue } from "./each-due.ts";

/** Closes what was done 7 days ago and nobody said anything about. */
export const closeSilent = (core: Core): Promise<void> =>
  eachDue(core, {
    job: "close-silent",
    due: { state: "done", doneAt: { lte: daysAfter(core.clock.now(), -limits.silentDays) } },
    act: closeRequest,
  });
