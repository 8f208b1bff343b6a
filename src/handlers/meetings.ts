import { tellOwners } from "../chat/meetings/tell-owners.ts";
import { countMeeting, countQueue } from "../core/meetings/count-meeting.ts";
import { registerQueue } from "../core/meetings/send-notice.ts";
import { tellQueue } from "../core/meetings/tell-queue.ts";
import { writeRegister } from "../core/meetings/write-register.ts";
import type { JobHandlers } from "../jobs/queue.ts";
import type { Parts } from "./parts.ts";

export const meetingHandlers = ({ core, settings }: Parts): JobHandlers => ({
  [registerQueue]: ({ meetingId }) => writeRegister(core, String(meetingId)),
  [countQueue]: ({ meetingId }) => countMeeting(core, String(meetingId)),
  [tellQueue]: ({ meetingId, what, round }) =>
    tellOwners(core, settings, {
      meetingId: String(meetingId),
      what: String(what),
      round: String(round ?? ""),
    }),
});
