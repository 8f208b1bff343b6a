import { tellReaders } from "../chat/receipts/tell-readers.ts";
import { deliverReceiptsQueue } from "../core/receipts/deliver-receipts.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const receiptHandlers = ({ core, settings }: Pick<Parts, "core" | "settings">): JobHandlers => ({
  [deliverReceiptsQueue]: ({ monthId, first, last }, signal) =>
    tellReaders(
      core,
      settings,
      { monthId: String(monthId), first: Number(first), last: Number(last) },
      signal,
    ),
});
