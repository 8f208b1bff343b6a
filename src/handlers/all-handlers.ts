import { fetchAttachment } from "../core/files/fetch-attachment.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import { announcementHandlers } from "./announcements.ts";
import { monthHandlers, openingHandlers } from "./billing.ts";
import { contactHandlers } from "./contacts.ts";
import { directoryHandlers } from "./directory.ts";
import { documentHandlers } from "./documents.ts";
import { meetingHandlers } from "./meetings.ts";
import { meterHandlers } from "./meters.ts";
import type { Parts } from "./parts.ts";
import { pollHandlers } from "./polls.ts";
import { receiptHandlers } from "./receipts.ts";

/** Who does the jobs of each queue. */
export const allHandlers = (parts: Parts): JobHandlers => ({
  "fetch-attachment": ({ attachmentId }) => fetchAttachment(parts, String(attachmentId)),
  ...monthHandlers(parts),
  ...openingHandlers(parts),
  ...contactHandlers(parts),
  ...documentHandlers(parts),
  ...directoryHandlers(parts),
  ...meetingHandlers(parts),
  ...meterHandlers(parts),
  ...receiptHandlers(parts),
  ...announcementHandlers(parts),
  ...pollHandlers(parts),
});
