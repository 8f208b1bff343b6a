import { lockKey } from "../../database/lock-key.ts";
import type { Work } from "../work/work.ts";

/** Serialises all that changes a meeting's ballots, until the transaction ends. */
export const lockMeeting = (work: Work, meetingId: string): Promise<void> =>
  lockKey(work.tx, `meeting:${meetingId}`);
