import type { Work } from "../work/work.ts";

/** The queue of the job that sends an announcement and follows what becomes of it. */
export const followQueue = "follow-announcement";

/** Has an announcement looked after at once, whatever later look is waiting. */
export const followNow = (work: Pick<Work, "enqueue">, announcementId: string): void =>
  work.enqueue({
    queue: followQueue,
    payload: { announcementId },
    singletonKey: `${announcementId}:now`,
  });

/** The same in a moment, as long as messages are under way; however many ask for it, once. */
export const followSoon = (work: Pick<Work, "enqueue">, announcementId: string, runAt: Date): void =>
  work.enqueue({
    queue: followQueue,
    payload: { announcementId },
    singletonKey: `${announcementId}:soon`,
    runAt,
  });

/** And when the next of its recipients is due, such as at the end of the quiet hours. */
export const followAt = (work: Pick<Work, "enqueue">, announcementId: string, runAt: Date): void =>
  work.enqueue({
    queue: followQueue,
    payload: { announcementId },
    singletonKey: `${announcementId}:${runAt.toISOString()}`,
    runAt,
  });
