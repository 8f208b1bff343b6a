import type { AnnouncementModel } from "../../database/types.ts";
import type { WayName } from "../contacts/kinds.ts";
import { companyDefaults, loadReach } from "../contacts/load-reach.ts";
import { quietUntil } from "../contacts/quiet-hours.ts";
import { defaultsFor, waysTo } from "../contacts/ways-to.ts";
import type { Core } from "../work/core.ts";
import { peopleFirst } from "../work/people-first.ts";
import { runWork } from "../work/run-work.ts";
import type { Work } from "../work/work.ts";
import { drawnReminder } from "./drawn.ts";
import { notificationKindOf, type SeenRule } from "./manners.ts";

const dayMs = 24 * 60 * 60 * 1000;

/** Later than so many days after the start nobody is asked any more. */
const askedDays = 14;

/** People who are looked at in one transaction. */
const atATime = 60;

/** By which ways people can answer: a short message, which costs, would only repeat the link of the first. */
const answerable: readonly WayName[] = ["telegram", "push", "email"];

/**
 * Asks those once more, by the first of their ways, who got an announcement that must be acknowledged a day ago and have not said that
 * they read its present words. Once for each person; not in the hours that the company keeps quiet.
 */
export const remindUnseen = async (core: Core, waysOn: ReadonlySet<WayName>): Promise<void> => {
  const on = new Set(answerable.filter((way) => waysOn.has(way)));
  const now = core.clock.now().getTime();
  const yesterday = new Date(now - dayMs);
  const open = await core.database.read.announcement.findMany({
    where: {
      seenRule: "required" satisfies SeenRule,
      state: { in: ["sending", "sent"] },
      startedAt: { lte: yesterday, gt: new Date(now - askedDays * dayMs) },
      OR: [{ correctedAt: null }, { correctedAt: { lte: yesterday } }],
    },
  });
  for (const announcement of open) {
    const { companyId } = announcement;
    const actor = { kind: "system", name: "announcements", companyId } as const;
    for (let going = true; going; ) {
      going = await runWork(core, { actor, channel: "job" }, (work) => remindSome(work, announcement, on));
      await peopleFirst();
    }
  }
};

/** False: nobody is left, or it is the quiet time. */
const remindSome = async (
  work: Work,
  announcement: AnnouncementModel,
  on: ReadonlySet<WayName>,
): Promise<boolean> => {
  const { tx, now } = work;
  const { id: announcementId, companyId, textVersion } = announcement;
  const kind = notificationKindOf(announcement.kind);
  const company = await companyDefaults(tx, companyId, kind);
  const { timeZone } = await tx.company.findUniqueOrThrow({ where: { id: companyId } });
  if (quietUntil(defaultsFor(kind, company).quiet, now, timeZone)) return false;
  const unseen = await tx.recipient.findMany({
    where: {
      announcementId,
      state: "reached",
      reachedAt: { lte: new Date(now.getTime() - dayMs) },
      remindedAt: null,
      OR: [{ seenVersion: null }, { seenVersion: { lt: textVersion } }],
    },
    orderBy: { personId: "asc" },
    take: atATime,
    select: { personId: true },
  });
  if (unseen.length === 0) return false;
  const personIds = unseen.map(({ personId }) => personId);
  await tx.recipient.updateMany({
    where: { announcementId, personId: { in: personIds } },
    data: { remindedAt: now },
  });
  let reminded = 0;
  for (const [personId, reach] of await loadReach(tx, personIds, now)) {
    const { ways, notBefore } = waysTo(reach, kind, { company, on, now });
    const [way] = ways;
    if (!way) continue;
    reminded += 1;
    work.send({
      address: way.address,
      lane: "bulk",
      language: reach.language,
      companyId,
      subjectId: announcementId,
      dedupeKey: `an-seen:${announcementId}:${personId}`,
      ...(notBefore ? { notBefore } : {}),
      what: { kind: "drawn", from: drawnReminder(announcementId) },
    });
  }
  work.audit({
    act: "announcement.reminded",
    subjectType: "announcement",
    subjectId: announcementId,
    after: { people: reminded },
  });
  return true;
};
