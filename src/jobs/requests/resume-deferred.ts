import { resumeRequest } from "../../core/requests/resume-request.ts";
import type { Core } from "../../core/work/core.ts";
import { eachDue } from "./each-due.ts";

/** Brings deferred requests back when their date has come. */
export const resumeDeferred = (core: Core): Promise<void> =>
  eachDue(core, {
    job: "resume-deferred",
    due: { state: "deferred", deferredUntil: { lte: core.clock.now() } },
    act: resumeRequest,
  });
