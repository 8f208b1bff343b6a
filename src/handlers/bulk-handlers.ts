import type { JobHandlers } from "../jobs/queue.ts";
import { monthHandlers } from "./billing.ts";
import type { Parts } from "./parts.ts";
import { receiptHandlers } from "./receipts.ts";

/** Jobs of minutes that need no platform: a thread does them beside the one that serves the chats. */
export const bulkHandlers = (parts: Pick<Parts, "core" | "settings">): JobHandlers => ({
  ...monthHandlers(parts),
  ...receiptHandlers(parts),
});
