import { DateTime } from "luxon";
import type { AnnouncementModel } from "../../database/types.ts";
import type { WayName } from "../contacts/kinds.ts";
import { newId } from "../directory/new-id.ts";
import type { Core } from "../work/core.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { openTexts, type Repeat } from "./announcement.ts";
import { afterStart, startOf } from "./confirm-announcement.ts";
import { nextNumber } from "./create-announcement.ts";
import { expireAnnouncement } from "./expire-announcement.ts";
import { followNow } from "./follow-queue.ts";
import { remindUnseen } from "./remind-unseen.ts";
import { writeVersion } from "./write-version.ts";

/** What the clock does with announcements: starts those whose time has come, follows open ones, ends those that are past, asks again who must have read. */
export const runDueAnnouncements = async (core: Core, waysOn: ReadonlySet<WayName>): Promise<void> => {
  const { read } = core.database;
  const now = core.clock.now();
  const due = await read.announcement.findMany({
    where: { state: "scheduled", sendAt: { lte: now } },
    select: { id: true, companyId: true },
  });
  for (const { id, companyId } of due) await asSystem(core, companyId, (work) => startScheduled(work, id));
  const open = await read.announcement.findMany({
    where: { state: "sending" },
    select: { id: true, companyId: true },
  });
  for (const { id, companyId } of open) await asSystem(core, companyId, async (work) => followNow(work, id));
  const past = await read.announcement.findMany({
    where: { state: { in: ["sent", "paused", "sending"] }, expiresAt: { lte: now } },
    select: { id: true, companyId: true },
  });
  for (const { id, companyId } of past)
    await asSystem(core, companyId, (work) => expireAnnouncement(work, id));
  await remindUnseen(core, waysOn);
};

const asSystem = <T>(core: Core, companyId: string, fn: (work: Work) => Promise<T>): Promise<T> =>
  runWork(core, { actor: { kind: "system", name: "announcements", companyId }, channel: "job" }, fn);

/** Begins one whose time has come; a repeated one leaves the next of its series behind, once. */
const startScheduled = async (work: Work, id: string): Promise<void> => {
  const { tx, now } = work;
  const announcement = await tx.announcement.findUniqueOrThrow({ where: { id } });
  const { count } = await tx.announcement.updateMany({
    where: { id, state: "scheduled", sendAt: { lte: now } },
    data: { ...startOf(work, announcement), version: { increment: 1 } },
  });
  if (count === 0) return;
  const { companyId } = announcement;
  work.audit({ act: "announcement.started", subjectType: "announcement", subjectId: id });
  work.announce({ type: "announcement.changed", act: "started", companyId, announcementId: id });
  await afterStart(work, { ...announcement, state: "sending" });
  if (announcement.repeat) await scheduleNext(work, announcement);
};

const scheduleNext = async (work: Work, announcement: AnnouncementModel): Promise<void> => {
  const { tx, now, vault } = work;
  const { companyId, sendAt, repeat, textVersion } = announcement;
  if (!sendAt || !repeat) return;
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  const sendNext = nextTime((await firstTime(work, announcement)) ?? sendAt, repeat as Repeat, timeZone, now);
  const shifted = (at: Date | null): Date | null =>
    at && new Date(at.getTime() + sendNext.getTime() - sendAt.getTime());
  const id = newId(now);
  const number = await nextNumber(work, companyId);
  await tx.announcement.create({
    data: {
      id,
      companyId,
      number,
      kind: announcement.kind,
      groupRule: announcement.groupRule,
      seenRule: announcement.seenRule,
      category: announcement.category,
      state: "scheduled",
      audience: announcement.audience as object,
      beginsAt: shifted(announcement.beginsAt),
      endsAt: shifted(announcement.endsAt),
      sendAt: sendNext,
      repeat,
      seriesId: announcement.seriesId ?? announcement.id,
      authorId: announcement.authorId,
      confirmedBy: announcement.confirmedBy,
      secondBy: announcement.secondBy,
      createdAt: now,
    },
  });
  const version = await tx.announcementVersion.findUniqueOrThrow({
    where: { announcementId_version: { announcementId: announcement.id, version: textVersion } },
  });
  await writeVersion(work, { id, companyId }, 1, openTexts(vault, version.textsSealed));
  const files = await tx.attachment.findMany({
    where: { subjectType: "announcement", subjectId: announcement.id, state: "stored" },
  });
  for (const { id: _, ...file } of files)
    await tx.attachment.create({ data: { ...file, subjectId: id, createdAt: now } });
  work.audit({
    act: "announcement.scheduled",
    subjectType: "announcement",
    subjectId: id,
    after: { number, repeat },
  });
  work.announce({ type: "announcement.changed", act: "scheduled", companyId, announcementId: id });
};

/** When the first of a series went out; null for the first itself. */
const firstTime = async ({ tx }: Work, { seriesId }: AnnouncementModel): Promise<Date | null> => {
  if (!seriesId) return null;
  const first = await tx.announcement.findUnique({ where: { id: seriesId }, select: { sendAt: true } });
  return first?.sendAt ?? null;
};

/**
 * The same time on the wall whole weeks or months after the first; what was missed in between is not made up. A month
 * that has no such day takes its last, and the one after has the day again.
 */
export const nextTime = (firstAt: Date, repeat: Repeat, timeZone: string, now: Date): Date => {
  const first = DateTime.fromJSDate(firstAt, { zone: timeZone });
  const unit = repeat === "weekly" ? "weeks" : "months";
  for (let step = 1; ; step += 1) {
    const next = first.plus({ [unit]: step }).toJSDate();
    if (next > now) return next;
  }
};
