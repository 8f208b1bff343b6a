import { passOnNotice, passOnQueue } from "../core/contacts/pass-on-notice.ts";
import { runWork } from "../core/work/run-work.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

const actor = { kind: "system", name: "notices", companyId: null } as const;

export const contactHandlers = ({ core, settings }: Parts): JobHandlers => ({
  [passOnQueue]: ({ outboxId, reason }) =>
    runWork(core, { actor, channel: "job" }, (work) =>
      passOnNotice(work, {
        outboxId: Number(outboxId),
        reason: String(reason),
        on: settings.waysOn ?? new Set(),
      }),
    ),
});
