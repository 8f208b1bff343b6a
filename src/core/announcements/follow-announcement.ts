import { providerOf } from "../../database/as-db.ts";
import type { Provider } from "../../database/db.ts";
import { lockKey } from "../../database/lock-key.ts";
import type { AnnouncementModel } from "../../database/types.ts";
import { arePeopleAround, peopleFirst } from "../work/people-first.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { never } from "./delivery-rows.ts";
import { followAt, followSoon } from "./follow-queue.ts";
import { gatherPeople } from "./followed-people.ts";
import { harvest } from "./harvest.ts";
import { manners } from "./manners.ts";
import { postToGroups } from "./post-to-groups.ts";
import type { AnnouncementDeps } from "./preview-announcement.ts";
import { correctedAtATime, sendCorrections } from "./send-corrections.ts";
import { topUp } from "./top-up.ts";

type FollowDeps = Pick<AnnouncementDeps, "core" | "ways">;

/** How soon the job looks again at what is being sent. */
const againMs = 2000;

/**
 * Recipients that are written down in one transaction: on SQLite few, since nobody else writes meanwhile; on PostgreSQL
 * so many that its way there and back does not count, where nobody waits for the processor that both may share.
 */
const gatherAtATime = (provider: Provider): number =>
  provider === "sqlite" || arePeopleAround() ? 200 : 1000;

/** People whose ways are looked up in one transaction: fewer while others wait for the same processor and writer. */
const suppliedAtATime = { usually: 40, amongPeople: 15 } as const;

/** Steps of one sort before the next sort's: few enough that the first of the listed do not wait for the whole list. */
const stepsInTurn = 20;

/**
 * The job that sends an announcement: lists its recipients, keeps the outbox supplied, takes over what became of it,
 * tries the next ways, corrects what was sent. Each step is a short transaction that leaves what is done behind, so that
 * a death in the middle repeats nothing. It asks to be called again as long as something is open.
 */
export const followAnnouncement = async (
  deps: FollowDeps,
  announcementId: string,
  signal?: AbortSignal,
): Promise<void> => {
  const found = await deps.core.database.read.announcement.findUnique({ where: { id: announcementId } });
  if (!found) return;
  const actor = { kind: "system", name: "announcements", companyId: found.companyId } as const;
  const isUrgent = manners[found.kind].lane !== "bulk";
  const run = async <T>(step: (work: Work, announcement: AnnouncementModel) => Promise<T>): Promise<T> => {
    const done = await runWork(deps.core, { actor, channel: "job" }, async (work) => {
      await lockKey(work.tx, `announcement:${announcementId}`);
      return step(work, await work.tx.announcement.findUniqueOrThrow({ where: { id: announcementId } }));
    });
    if (!isUrgent) await peopleFirst();
    return done;
  };
  let changed = false;
  /** Whether more of this is left, after several steps. */
  const inTurn = async (
    step: (work: Work, announcement: AnnouncementModel) => Promise<Step>,
  ): Promise<boolean> => {
    for (let count = 0; count < stepsInTurn; count += 1) {
      const { did, more } = await run(step);
      changed = changed || did;
      if (!more) return false;
    }
    return true;
  };
  // Ends although messages are on their way: each look takes over what ended meanwhile, instead of a few at a time.
  for (let going = true; going; ) {
    signal?.throwIfAborted();
    going = await inTurn(gather);
    // What one look supplies lasts until the next one, so that nobody has to be held up by a thousand at once.
    const gently = !isUrgent && arePeopleAround();
    const atATime = gently ? suppliedAtATime.amongPeople : suppliedAtATime.usually;
    const lacks = await inTurn((work, announcement) => supply(work, announcement, deps, atATime));
    going = (lacks && !gently) || going;
    going = (await inTurn(harvest)) || going;
    going = (await inTurn(correct)) || going;
  }
  await run((work, announcement) => conclude(work, announcement, changed));
};

interface Step {
  did: boolean;
  /** The same again finds more to do. */
  more: boolean;
}

const nothing: Step = { did: false, more: false };

/** Writes the next recipients down. */
const gather = async (work: Work, announcement: AnnouncementModel): Promise<Step> => {
  const { id, state, gathered, cursor } = announcement;
  if (state !== "sending" || gathered) return nothing;
  if (cursor === "") await postToGroups(work, announcement);
  const people = await gatherPeople(work, announcement, gatherAtATime(providerOf(work.tx)));
  const last = people.at(-1);
  await work.tx.announcement.update({
    where: { id },
    data: last ? { cursor: last, people: { increment: people.length } } : { gathered: true },
    select: { id: true },
  });
  return { did: last !== undefined, more: last !== undefined };
};

/** A failure after the end makes its recipient wait again, so what is sent is supplied too. */
const supply = async (
  work: Work,
  announcement: AnnouncementModel,
  { ways }: FollowDeps,
  atATime: number,
): Promise<Step> => {
  if (announcement.state !== "sending" && announcement.state !== "sent") return nothing;
  const supplied = await topUp(work, announcement, ways(), atATime);
  return { did: supplied > 0, more: supplied === atATime };
};

const correct = async (work: Work, announcement: AnnouncementModel): Promise<Step> => {
  const corrected = await sendCorrections(work, announcement);
  return { did: corrected > 0, more: corrected === correctedAtATime };
};

/** When the first recipient of that state has another way to be taken; those under way are looked at while they are. */
const nextDue = ({ tx }: Work, announcementId: string, state: "waiting" | "trying") =>
  tx.recipient.findFirst({
    where: { announcementId, state, dueAt: { lt: never } },
    orderBy: { dueAt: "asc" },
    select: { dueAt: true },
  });

/** Ends what is done, shows how far it is, and asks for the next look. */
const conclude = async (work: Work, announcement: AnnouncementModel, changed: boolean): Promise<void> => {
  const { tx, now } = work;
  const { id: announcementId, companyId, state, gathered, textVersion } = announcement;
  const queued = await tx.delivery.findFirst({
    where: { announcementId, state: "queued" },
    select: { id: true },
  });
  const next =
    (await nextDue(work, announcementId, "waiting")) ??
    (queued ? null : await nextDue(work, announcementId, "trying"));
  const over = state === "sending" && gathered && !queued && !next;
  if (over) {
    await tx.announcement.updateMany({
      where: { id: announcementId, state: "sending" },
      data: { state: "sent", endedAt: now, version: { increment: 1 } },
    });
    work.audit({
      act: "announcement.finished",
      subjectType: "announcement",
      subjectId: announcementId,
      after: {
        people: announcement.people,
        reached: announcement.reached,
        unreachable: announcement.unreachable,
      },
    });
  }
  const act = over ? "finished" : "progressed";
  if (over || changed) work.announce({ type: "announcement.changed", act, companyId, announcementId });
  const corrections = await tx.delivery.findFirst({
    where: { announcementId, state: "sent", textVersion: { lt: textVersion } },
    select: { id: true },
  });
  const soon = new Date(now.getTime() + againMs);
  const due = next && (state === "sending" || state === "sent") ? next.dueAt : null;
  if (queued || corrections || (due && due <= soon)) followSoon(work, announcementId, soon);
  if (due && due > soon) followAt(work, announcementId, due);
};
