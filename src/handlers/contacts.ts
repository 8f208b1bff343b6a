import { passOnNotice, passOnQueue } from "../core/contacts/pass-on-notice.ts";
import { lateReceiptQueue, settleSms } from "../core/contacts/settle-sms.ts";
import { runWork } from "../core/work/run-work.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

const smsActor = { kind: "system", name: "sms", companyId: null } as const;
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
  [lateReceiptQueue]: async ({ gatewayId, outcome, detail }) => {
    const delivered = outcome === "delivered";
    await runWork(core, { actor: smsActor, channel: "job" }, (work) =>
      settleSms(work, {
        gatewayId: String(gatewayId),
        outcome: delivered ? "delivered" : "failed",
        detail: String(detail),
      }),
    );
  },
});
