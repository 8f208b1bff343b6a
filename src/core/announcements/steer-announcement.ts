import { done, type Outcome } from "../outcome.ts";
import type { Work } from "../work/work.ts";
import { type ChangeRefusal, changeAnnouncement } from "./change-announcement.ts";
import { unpin } from "./expire-announcement.ts";
import { followNow } from "./follow-queue.ts";
import { manners } from "./manners.ts";
import { takeBack } from "./take-back.ts";

type Steered = Promise<Outcome<{ number: number }, ChangeRefusal>>;

const urgent = ({ kind }: { kind: keyof typeof manners }) =>
  manners[kind].urgent ? ("announcement.send-urgent" as const) : ("announcement.send" as const);

/** Sends no more of it for now: what waits in the outbox is taken back, what is under way arrives. */
export const pauseAnnouncement = async (
  work: Work,
  { announcementId }: { announcementId: string },
): Steered => {
  const changed = await changeAnnouncement(work, {
    announcementId,
    right: urgent,
    from: ["sending"],
    decide: () => done({ act: "paused", columns: { state: "paused" } }),
  });
  if (!changed.ok) return changed;
  await takeBack(work, announcementId);
  return done({ number: changed.value.number });
};

/** Goes on where it was paused. */
export const resumeAnnouncement = async (
  work: Work,
  { announcementId }: { announcementId: string },
): Steered => {
  const changed = await changeAnnouncement(work, {
    announcementId,
    right: urgent,
    from: ["paused"],
    decide: () => done({ act: "resumed", columns: { state: "sending" } }),
  });
  if (!changed.ok) return changed;
  followNow(work, announcementId);
  return done({ number: changed.value.number });
};

/**
 * A draft or a scheduled one is never sent, one that is being sent goes to nobody more; what was posted is unpinned and no
 * longer among the news. A repeated one ends. `told`: people who know of it; they hear that it is off
 * by an announcement that follows this one.
 */
export const cancelAnnouncement = async (
  work: Work,
  { announcementId }: { announcementId: string },
): Promise<Outcome<{ number: number; told: number }, ChangeRefusal>> => {
  const changed = await changeAnnouncement(work, {
    announcementId,
    right: (announcement) =>
      announcement.state === "draft" || announcement.state === "confirmed"
        ? "announcement.write"
        : urgent(announcement),
    from: ["draft", "confirmed", "scheduled", "sending", "paused", "sent"],
    decide: () => done({ act: "cancelled", columns: { state: "cancelled", endedAt: work.now } }),
  });
  if (!changed.ok) return changed;
  await takeBack(work, announcementId);
  if (changed.value.startedAt) await unpin(work, changed.value);
  // What is under way is still to be counted.
  followNow(work, announcementId);
  return done({ number: changed.value.number, told: changed.value.reached });
};
